// One figure of a claim: a row of claims.csv while it is being filled in.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"
#include "core/implementation.hpp"
#include "core/record.hpp"
#include "suites/claims/verdict.hpp"

namespace softplus_bench::claims {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// What stands in place of an implementation: the rounded exact function, and, in the row that judges the claim, all.
inline constexpr std::string_view correctly_rounded = "correctly_rounded";
inline constexpr std::string_view all = "all";

struct Figure {
  std::string function = "softplus";
  std::string implementation{all};
  std::string format{all};
  std::string target{all};
  std::string parameters{};
  std::string measured{};
  double value = missing;
  double low = missing;
  double high = missing;
  std::string unit{};
  std::optional<Verdict> verdict{};
  std::string explanation{};
  std::string witness_input{};
  std::string witness_bits{};
  std::string witness_got_bits{};
  std::string witness_want{};
  std::uint64_t n = 0;
  std::string status = "ok";
  std::string reason{};
};

Figure exact_figure(std::string_view function, const FormatTraits& f);
Figure figure_of(const Implementation& implementation, const FormatTraits& f);

// The input, as decimal and bits; x2 beside it where the function has two.
void set_witness(Figure& figure, const FormatTraits& f, std::uint64_t x, std::uint64_t got,
                 std::optional<std::uint64_t> x2 = {});

Record record_of(std::string_view claim, std::string_view statement, std::uint64_t seed, const Figure& figure);

// "-103.97": at most six digits, for sentences.
std::string brief(double x);

// Verdicts of the figures that have one.
std::vector<Verdict> verdicts_of(const std::vector<Figure>& figures);

}  // namespace softplus_bench::claims
