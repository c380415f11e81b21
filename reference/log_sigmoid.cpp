// log(sigma(x)) = -softplus(-x).
#include <array>
#include <cmath>
#include <limits>

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
#include "reference/log_sigmoid.hpp"
#include "reference/softplus_condition.hpp"

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (std::isnan(x)) return Settled{x};
  if (x == inf) return Settled{-0.0};
  if (x == -inf) return Settled{-inf};
  constexpr double log_2 = 0x1.62e42fefa39efp-1;
  // x << 0: f = x - log1p(e^x), and e^x < 2^-41 ulp(x) for -x > (p + 43) log 2, as -x > 1.
  if (x < -(f.precision + 44) * log_2) return Settled{x, -1};
  // x >> 0: -e^-x < f < 0, within 2^-41 of the least subnormal 2^(emin - p + 1).
  if (x > (f.precision - 1 - f.emin + 44) * log_2) return Settled{0, -1};
  return std::nullopt;
}

// softplus' mirrored.
std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  const auto softplus_at = [&](std::int64_t place) { return magnitude(f, oracle(bits_at_ordinal(f, -place)).rounded); };
  const std::vector<RegionCut> cuts = softplus_regions(f, 1, softplus_at, "deep_positive");
  std::vector<RegionCut> mirrored;
  for (std::size_t i = cuts.size(); i-- > 1;) mirrored.push_back({cuts[i].name, -cuts[i - 1].last_ordinal - 1});
  mirrored.push_back({cuts[0].name, -cuts[0].last_ordinal});
  return mirrored;
}

// Where e^x and e^-x overflow or underflow, formulas switch to x or to -e^-x, and 1 + e^-x rounds to 1.
constexpr auto cutoffs = std::to_array<double>({
    -745.133, -709.7828, -708.396, -103.972, -88.7228, -87.3366, -50.0,   -37.0,   -36.7368, -33.2711,
    -20.0,    -17.3287,  -16.6355, -14.556,  -13.9424, -11.0899, -9.7,    -9.0,    -7.6246,  -6.2383,
    -5.5452,  -4.1562,   -1.0,     1.0,      4.1562,   5.5452,   6.2383,  7.6246,  9.0,      9.7,
    11.0899,  13.9424,   14.556,   16.6355,  17.3287,  20.0,     33.2711, 36.7368, 37.0,     50.0,
    87.3366,  88.7228,   103.972,  708.396,  709.7828, 745.133,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {-inf, -inf, "the limit"},
    {inf, -0.0, "the limit from below: the logarithm of at most 1 is never positive"},
    {0.0, -0x1.62e42fefa39efp-1, "log(1/2)"},
    {-0.0, -0x1.62e42fefa39efp-1, "log(1/2)"},
    {nan, nan, "NaN precedes everything"},
});

// Relative error in MPFR: softplus', the signs being exact.
constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return Real(log_sigmoid_of(at.x)); },
                              .error_bits = 2,
                              .condition = [](const Point<Real>& at) { return softplus_condition_of(Real(-at.x)); }};

}  // namespace

constinit const Function log_sigmoid_function{
    .name = "log_sigmoid",
    .definition = "log(1/(1 + e^-x))",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return softplus_condition_of(-at.x); },
    .condition_is_monotone = true,
    .increasing = true,
    .near_identity = NearIdentity::below_negative,
    .settle = settle,
    .regions = regions,
    .fast = &log_sigmoid_fast,
};

}  // namespace softplus_bench
