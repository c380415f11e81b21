// What the claims are measured with: exact values, implementations called at single inputs, and searches for the first
// input at which something happens.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameters.hpp"
#include "core/ulp.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "suites/claims.hpp"
#include "suites/claims/figure.hpp"
#include "suites/executor/host.hpp"

namespace softplus_bench::claims {

// Thrown: the claim cannot be measured here, and why.
struct Unavailable {
  std::string reason;
};
// Thrown when ClaimsOptions::stop is set.
struct Stopped {};

// What a claim function returns: the summary, and the figures it rests on.
struct Measured {
  Figure summary;
  std::vector<Figure> figures;
};

class Context {
 public:
  explicit Context(const ClaimsOptions& options) : options_(options) {}
  const ClaimsOptions& options() const { return options_; }
  // Throws Stopped when that was asked for.
  void look_for_stop() const;
  // In all formats, or in one.
  std::vector<ClaimRow> rows(std::string_view function) const;
  std::vector<ClaimRow> rows(std::string_view function, FormatId format) const;
  // Finite numbers in ascending order: all of a 16-bit format; of the others samples of every part of the number line,
  // denser where activations lie, and the neighbours of the cutoffs of softplus.
  const std::vector<std::uint64_t>& inputs(const FormatTraits& f) const;

 private:
  const ClaimsOptions& options_;
  mutable std::map<FormatId, std::vector<std::uint64_t>> inputs_;
};

// Throws Unavailable where the reference has none of that name.
const Function& function_called(std::string_view name);

// The exact function, rounded to the format.
class Exact {
 public:
  Exact(std::string_view function, const FormatTraits& f, double beta = 1)
      : f_(f), oracle_(function_called(function), f, Rounding::nearest, beta) {}
  std::uint64_t operator()(std::uint64_t x, std::uint64_t x2 = 0) { return oracle_(x, x2).rounded; }
  double at(double x, double x2 = 0) { return widen(f_, (*this)(narrow_bits(f_, x), narrow_bits(f_, x2))); }
  std::string text(std::uint64_t x, std::uint64_t x2 = 0, int digits = 17) { return oracle_.exact_text(x, x2, digits); }
  // |error| of `got` in ULP; infinite where it has none (a wrong NaN or infinity).
  double ulp(std::uint64_t got, std::uint64_t x, std::uint64_t x2 = 0);

 private:
  const FormatTraits& f_;
  Oracle oracle_;
};

// An implementation in one format, with its function's parameters where it has any.
class Candidate {
 public:
  explicit Candidate(const ClaimRow& row, const Parameters& parameters = {});
  std::uint64_t operator()(std::uint64_t x, std::uint64_t x2 = 0);
  // Of every input; of two inputs the second is the same everywhere.
  std::vector<std::uint64_t> operator()(std::span<const std::uint64_t> x, std::uint64_t x2 = 0);
  bool two_inputs() const { return two_inputs_; }
  const FormatTraits& format() const { return f_; }
  // A row of it; of status "failed" when the kernel broke its contract.
  Figure figure() const;

 private:
  ClaimRow row_;
  const FormatTraits& f_;
  bool two_inputs_;
  std::optional<Parameters> parameters_;
  HostExecutor executor_;
  std::string broken_;
};

// Whether the output y at x is what is looked for.
using Condition = std::function<bool(std::uint64_t x, std::uint64_t y)>;
enum class End { lowest, highest };

// The lowest or highest input at which a condition holds: the extreme one among `inputs` (ascending), then bisected on
// the number line towards its neighbour there, at which it does not hold.
struct Edge {
  bool found = false;
  std::uint64_t input = 0;
  std::uint64_t got = 0;
  std::uint64_t n = 0;       // inputs tried
  std::uint64_t n_held = 0;  // of them, those where it holds
};
Edge find_edge(const FormatTraits& f, std::span<const std::uint64_t> inputs, std::span<const std::uint64_t> outputs,
               End end, const Condition& condition, const std::function<std::uint64_t(std::uint64_t)>& evaluate);
Edge find_edge(Candidate& candidate, std::span<const std::uint64_t> inputs, End end, const Condition& condition,
               std::uint64_t x2 = 0);

// The last number from `low` up to `high` for which holds(bits) is true, where it is true at low and changes once at
// most.
std::uint64_t last_number(const FormatTraits& f, double low, double high,
                          const std::function<bool(std::uint64_t)>& holds);

// "every number of the format, one by one" or how else the edge was found.
std::string how_found(const FormatTraits& f);

// Errors in ULP of rows of one function and format, on all numbers of a 16-bit format and on samples of the others.
struct UlpFigure {
  ClaimRow row;
  double max_ulp = 0;
  std::uint64_t input = 0;
  std::uint64_t got = 0;
  std::uint64_t want = 0;
  std::uint64_t n = 0;
  std::uint64_t n_wrong = 0;  // wrong NaNs, infinities and overflows
  bool exhaustive = false;
  std::string failure{};
};
std::vector<UlpFigure> ulp_figures(const Context& context, std::string_view function, const FormatTraits& f);
// A row with these, without a verdict.
Figure figure_of(const UlpFigure& ulp);

}  // namespace softplus_bench::claims
