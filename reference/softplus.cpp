// softplus(x) = log(1 + e^x).
#include <array>
#include <cmath>
#include <limits>

#include "reference/fast.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/softplus_regions.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

// Relative error in MPFR: exp, log1p and the sum half an ulp each, so below 2 ulp of the working precision.
#include "reference/softplus.hpp"

// After it.
#include "reference/softplus_condition.hpp"

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (std::isnan(x)) return Settled{x, 0};
  if (x == inf) return Settled{inf, 0};
  if (x == -inf) return Settled{0, 0};
  constexpr double log_2 = 0x1.62e42fefa39efp-1;
  // x >> 0: f = x + log1p(e^-x), and e^-x < 2^-41 ulp(x) for x > (p + 43) log 2, as x > 1.
  if (x > (f.precision + 44) * log_2) return Settled{x, 1};
  // x << 0: 0 < f < e^x, below 2^-41 of the least subnormal 2^(emin - p + 1).
  if (x < (f.emin - f.precision + 1 - 44) * log_2) return Settled{0, 1};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  return softplus_regions(f, 1, [&](std::int64_t place) { return oracle(bits_at_ordinal(f, place)).rounded; });
}

// Where the strategies in impls/ and in the libraries they are taken from switch branches (any format).
constexpr auto cutoffs = std::to_array<double>({
    -745.133, -708.396, -103.972, -103.0, -88.72,  -87.34,  -37.0, -36.737, -34.04, -30.0,  -17.33,  -16.6355, -13.94,
    -9.7,     -7.625,   -5.545,   -4.93,  -2.85,   -1.0,    1.0,   2.85,    3.467,  4.1562, 4.93,    5.0,      5.86,
    6.2383,   7.9712,   9.0,      10.0,   11.09,   12.0,    13.94, 13.993,  14.0,   14.556, 15.0,    16.0,     16.64,
    18.0,     18.0218,  20.0,     30.0,   33.2311, 33.2711, 33.3,  34.04,   50.0,   88.72,  88.7228, 709.78,   745.0,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {-inf, 0.0, "the limit; softplus is never negative"},
    {inf, inf, "the limit"},
    {0.0, 0x1.62e42fefa39efp-1, "log 2"},
    {-0.0, 0x1.62e42fefa39efp-1, "log 2"},
});

constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return softplus_of(at.x); },
                              .error_bits = 2,
                              .condition = [](const Point<Real>& at) { return softplus_condition_of(at.x); }};

}  // namespace

constinit const Function softplus_function{
    .name = "softplus",
    .definition = "log(1 + e^x)",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return softplus_condition_of(at.x); },
    .condition_is_monotone = true,
    .increasing = true,
    .near_identity = NearIdentity::above_positive,
    .settle = settle,
    .regions = regions,
    .fast = &softplus_fast,
};

}  // namespace softplus_bench
