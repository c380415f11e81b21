// What the right answer is: a function's mathematics, written once as a template over the number type,
// with everything about it that analysis settles before any arithmetic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/format.hpp"
#include "core/ulp.hpp"
#include "reference/fast.hpp"

namespace softplus_bench {

class Oracle;
struct ExactFunction;  // reference/real.hpp: kept apart, so that only the reference compiles Boost.Multiprecision

// A value known without evaluation: value * factor (not rounded) plus a hair, a nonzero amount of the given sign
// smaller than 2^-41 ulp of the result in the format at hand. hair = 0: exactly that. A factor is for what no double
// holds, such as half of the least one; without it zeros keep their sign, and infinities and NaN are possible.
struct Settled {
  double value = 0;
  int hair = 0;
  double factor = 1;
};

// Inputs up to and including `last_ordinal` (and above the region before it) lie in region `name`.
struct RegionCut {
  std::string_view name;
  std::int64_t last_ordinal;
};

// f(x) = y, or f(x, x2) = y, with beta = 1; y is rounded to the format.
struct SpecialValue {
  double x;
  double y;
  std::string_view why;
  double x2 = 0;
};

// Where a function is taken: its inputs, and its parameter. Each is exact.
template <class Number>
struct Point {
  Number x;
  Number x2;    // 0 where there is one input
  Number beta;  // 1 where there is no parameter
  Point(Number first, Number second = 0, Number scale = 1)
      : x(std::move(first)), x2(std::move(second)), beta(std::move(scale)) {}
};

// f(x) - x, on one side of zero, keeps its sign and falls in magnitude as |x| grows.
enum class NearIdentity : std::uint8_t { never, above_positive, below_positive, below_negative };

constexpr bool is_on_its_side(NearIdentity near, bool negative_x) {
  return near != NearIdentity::never && negative_x == (near == NearIdentity::below_negative);
}

// One function of one or two variables; every pointer but `fast` is set.
struct Function {
  std::string_view name;
  std::string_view definition;
  // Inputs near which formulas switch branches or change behaviour, in any format (values, not bits).
  std::span<const double> cutoffs;
  std::span<const SpecialValue> special_values;
  std::size_t inputs = 1;              // 1 or 2
  std::span<const double> betas = {};  // measured unless others are asked for; empty: no parameter

  const ExactFunction* exact;
  // kappa = |x f'(x) / f(x)|, of relative error below 2^-30 where it is above 2^-900, or NaN where it cannot be. With
  // two inputs the sum of both inputs' figures.
  double (*condition_estimate)(const Point<double>& at);
  // max(1, kappa) is monotone for x < 0 and for x > 0: below 1, kappa counts as 1.
  bool condition_is_monotone;
  // Of one input: f never falls where it is a number, and is NaN, if at all, below or above all that.
  bool increasing;
  // Of one input: f is monotone for x < 0 and for x > 0, as what increases is without a word.
  bool monotone_beside_zero = false;
  NearIdentity near_identity;
  // The value where analysis gives it: non-finite inputs, exact values, and answers nearer to a
  // representable number than any loop over precisions should chase. NaN is settled too.
  std::optional<Settled> (*settle)(const FormatTraits& format, const Point<double>& at);
  // Regions in increasing order over the non-NaN first inputs, the last reaching +infinity. Cut points are
  // found by bisection on the oracle, never taken from constants.
  std::vector<RegionCut> (*regions)(const FormatTraits& format, Oracle& oracle);
  // Where regions follow from both inputs: their names, "special" first, and the place in them of two numbers.
  std::span<const std::string_view> pair_regions = {};
  std::size_t (*pair_region)(const FormatTraits& format, double x, double x2) = nullptr;
  // Of two inputs: a second one at which f is zero, as nearly as double has it; NaN where there is none. Null: f has no
  // such root curve.
  double (*partner)(double x) = nullptr;
  // Null: no fast path, every value is the oracle's.
  const FastFunction* fast = nullptr;
};

// Sorted by name.
std::span<const Function* const> function_table();
// Null when there is none of that name.
const Function* find_function(std::string_view name);

}  // namespace softplus_bench
