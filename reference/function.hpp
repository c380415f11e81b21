// What the right answer is: a function's mathematics, written once as a template over the number type,
// with everything about it that analysis settles before any arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/format.hpp"
#include "core/ulp.hpp"
#include "reference/fast.hpp"

namespace softplus_bench {

class Oracle;
struct ExactFunction;  // reference/real.hpp: kept apart, so that only the reference compiles Boost.Multiprecision

// A value known without evaluation: `value` (a double, exactly) plus a hair, a nonzero amount of the
// given sign smaller than 2^-41 ulp of the result in the format at hand. hair = 0: exactly `value`.
struct Settled {
  double value = 0;
  int hair = 0;
};

// Inputs up to and including `last_ordinal` (and above the region before it) lie in region `name`.
struct RegionCut {
  std::string_view name;
  std::int64_t last_ordinal;
};

struct SpecialValue {
  double x;
  double y;
  std::string_view why;
};

// One function of one variable; every pointer but `fast` is set. `parameters` may be null where there are none.
struct Function {
  std::string_view name;
  std::string_view definition;
  // Inputs near which formulas switch branches or change behaviour, in any format (values, not bits).
  std::span<const double> cutoffs;
  std::span<const SpecialValue> special_values;

  const ExactFunction* exact;
  // kappa = |x f'(x) / f(x)|, of relative error below 2^-30, or NaN where it cannot be.
  double (*condition_estimate)(const double& x);
  // kappa is monotone for x < 0 and for x > 0.
  bool condition_is_monotone;
  // f is increasing on all of the number line.
  bool increasing;
  // f(x) - x is positive and decreasing for x > 0.
  bool approaches_identity;
  // The value at x where analysis gives it: non-finite inputs, exact values, and answers nearer to a
  // representable number than any loop over precisions should chase. NaN is settled too.
  std::optional<Settled> (*settle)(const FormatTraits& format, double x);
  // Regions in increasing order over the non-NaN inputs, the last reaching +infinity. Cut points are
  // found by bisection on the oracle, never taken from constants.
  std::vector<RegionCut> (*regions)(const FormatTraits& format, Oracle& oracle);
  // Null: no fast path, every value is the oracle's.
  const FastFunction* fast = nullptr;
};

// Sorted by name.
std::span<const Function* const> function_table();
// Null when there is none of that name.
const Function* find_function(std::string_view name);

}  // namespace softplus_bench
