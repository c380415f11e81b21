// softplus_beta(x) = log(1 + e^(beta x))/beta.
#include <array>
#include <cmath>
#include <limits>

#include "reference/betas.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/softplus_regions.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

#include "reference/softplus.hpp"
// After it.
#include "reference/softplus_beta.hpp"
#include "reference/softplus_condition.hpp"

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (std::isnan(x)) return Settled{x};
  if (x == inf) return Settled{inf};
  if (x == -inf) return Settled{0};
  constexpr double log_2 = 0x1.62e42fefa39efp-1;
  // Rounded, or out of range: both are nothing beside log 2 in what follows.
  const double t = at.beta * x;
  // t >> 0: f = x + log1p(e^-t)/beta, the second term below e^-t x/t; ulp(x) > x 2^-p, and e^-t < 2^(-41 - p) for
  // t > (p + 41) log 2, which exceeds 1.
  if (t > (f.precision + 44) * log_2) return Settled{x, 1};
  // t << 0: 0 < f < e^t/beta, below 2^-41 of the least subnormal 2^(emin - p + 1).
  if (t < (f.emin - f.precision + 1 - 44) * log_2 + std::log(at.beta)) return Settled{0, 1};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  return softplus_regions(f, oracle.beta(), [&](std::int64_t i) { return oracle(bits_at_ordinal(f, i)).rounded; });
}

constexpr auto special_values = std::to_array<SpecialValue>({
    {-inf, 0.0, "the limit; softplus is never negative"},
    {inf, inf, "the limit"},
    {0.0, 0x1.62e42fefa39efp-1, "log(2)/beta"},
    {-0.0, 0x1.62e42fefa39efp-1, "log(2)/beta"},
    {nan, nan, "NaN precedes everything"},
});

// Relative error in MPFR, in half ulps: the product is exact (the precision is at least 12 bits more than the format's
// and 53), softplus 3, the quotient 1, and what is of second order.
constexpr ExactFunction exact{
    .evaluate = [](const Point<Real>& at) { return Real(softplus_beta_of(Real(at.beta * at.x), at.beta)); },
    .error_bits = 3,
    .condition = [](const Point<Real>& at) { return softplus_condition_of(Real(at.beta * at.x)); }};

}  // namespace

constinit const Function softplus_beta_function{
    .name = "softplus_beta",
    .definition = "log(1 + e^(beta x))/beta",
    .cutoffs = beta_cutoffs,
    .special_values = special_values,
    .betas = betas,
    .exact = &exact,
    // softplus' at beta x: x f'(x)/f(x) = t softplus'(t)/softplus(t) with t = beta x.
    .condition_estimate = [](const Point<double>& at) { return softplus_condition_of(at.beta * at.x); },
    .condition_is_monotone = true,
    .increasing = true,
    .near_identity = NearIdentity::above_positive,
    .settle = settle,
    .regions = regions,
    .fast = &softplus_beta_fast,
};

}  // namespace softplus_bench
