// sigma(x) = 1/(1 + e^-x), softplus' derivative.
#include <array>
#include <cmath>
#include <limits>

#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/sigmoid_regions.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

#include "reference/sigmoid.hpp"

// |x| sigma(-x)
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  return Number(abs(x) / (exp(x) + 1));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (std::isnan(x)) return Settled{x};
  if (x == inf) return Settled{1};
  if (x == -inf) return Settled{0};
  if (x == 0) return Settled{0.5};
  constexpr double log_2 = 0x1.62e42fefa39efp-1;
  // x >> 0: 0 < 1 - f < e^-x, and below 1 an ulp is 2^-p.
  if (x > (f.precision + 44) * log_2) return Settled{1, -1};
  // x << 0: 0 < f < e^x, below 2^-41 of the least subnormal 2^(emin - p + 1).
  if (x < (f.emin - f.precision + 1 - 44) * log_2) return Settled{0, 1};
  // Around 0: |f - 1/2| < |x|/4 on the side of x, and below 1/2 an ulp is 2^(-p - 1).
  if (std::abs(x) < std::ldexp(1.0, -f.precision - 42)) return Settled{0.5, x > 0 ? 1 : -1};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  return sigmoid_regions(f, 1, [&](std::int64_t place) { return oracle(bits_at_ordinal(f, place)).rounded; });
}

// Where e^x and e^-x overflow or underflow, 1 + them rounds to 1 or e^-x is lost beside 1, and rational forms clamp.
constexpr auto cutoffs = std::to_array<double>({
    -745.133, -709.7828, -708.396, -103.972, -88.7228, -87.3366, -37.0,   -36.7368, -36.0437, -20.0,    -18.0,
    -17.3287, -16.6355,  -15.9424, -11.0899, -9.7,     -9.0,     -7.6246, -6.9315,  -5.5452,  -4.8520,  -1.0,
    1.0,      4.8520,    5.5452,   6.9315,   7.6246,   9.0,      9.7,     11.0899,  15.9424,  16.6355,  17.3287,
    18.0,     20.0,      36.0437,  36.7368,  37.0,     87.3366,  88.7228, 103.972,  708.396,  709.7828, 745.133,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {-inf, 0.0, "the limit; sigmoid is never negative"},
    {inf, 1.0, "the limit"},
    {0.0, 0.5, "1/(1 + 1)"},
    {-0.0, 0.5, "1/(1 + 1)"},
    {nan, nan, "NaN precedes everything"},
});

// Relative error in MPFR: exp, sum and quotient half an ulp each, so below 2 ulp of the working precision.
constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return Real(sigmoid_of(at.x)); },
                              .error_bits = 2,
                              .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function sigmoid_function{
    .name = "sigmoid",
    .definition = "1/(1 + e^-x)",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    // x < 0: the product of |x| and sigma(-x), which both fall as x rises. x > 0: kappa = x/(1 + e^x) < x e^-x < 1.
    .condition_is_monotone = true,
    .increasing = true,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
    .fast = &sigmoid_fast,
};

}  // namespace softplus_bench
