// One input through every implementation: what `eval` prints in its several forms.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/implementation.hpp"
#include "core/parameters.hpp"
#include "core/record.hpp"
#include "core/rounding.hpp"
#include "core/statistics.hpp"
#include "core/ulp.hpp"
#include "reference/oracle.hpp"
#include "suites/filter.hpp"
#include "suites/host_targets.hpp"

namespace softplus_bench::cli {

struct Answer {
  std::string id;
  const Implementation* implementation = nullptr;
  std::uint64_t got = 0;
  Score score;
  UlpError error;       // as exact as double can hold, not the statistics' grid
  bool lost = false;    // nothing right: |y - f| >= |f| / 2
  std::string failure;  // the kernel broke its contract
};

// A function's one or two inputs, as bits; the second is 0 where there is one.
struct InputBits {
  std::uint64_t x = 0;
  std::uint64_t x2 = 0;
};

struct Evaluation {
  InputBits input;
  Expected expected;
  std::string exact;  // 30 significant digits
  std::vector<Answer> answers;
  std::vector<Omission> skipped;  // rows that do not follow the mode
};

inline constexpr int exact_digits = 30;

// Evaluates inputs of one function and format, kernels and exact values in one rounding mode. Keeps its oracle between
// calls.
class Evaluator {
 public:
  // `parameters` where the function has any.
  Evaluator(const Function& function, const FormatTraits& format, Rounding rounding,
            const std::optional<Parameters>& parameters);
  Evaluation reference_only(InputBits input);
  Evaluation with_implementations(InputBits input, const Filter& filter);

 private:
  const Function& function_;
  const FormatTraits& format_;
  Rounding rounding_;
  std::optional<Parameters> parameters_;
  Oracle oracle_;
  TargetSet here_ = host_targets();
};

// "correctly_rounded", or "faithful", or what is wrong, several joined with "+"; "not_faithful" when nothing worse.
std::string verdict_words(const Score& score);

}  // namespace softplus_bench::cli
