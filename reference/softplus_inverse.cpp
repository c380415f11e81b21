// softplus_inverse(y) = log(e^y - 1), for y >= 0.
#include <array>
#include <cmath>
#include <limits>

#include "core/narrow.hpp"
#include "reference/fast.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double log_2 = 0x1.62e42fefa39efp-1;

// Relative error in MPFR, v = 2^-precision. y <= 1/2: v of expm1 is an absolute error of the logarithm, which is 0.43
// or more, and rounds by v: 3.4 v. y >= 1: e^-y errs by v and is at most 0.37, which moves log1p by 0.59 v; with
// log1p's and the sum's rounding, over 0.54 or more: 4 v. Between, where the root is, expm1 is below 2 and what cancels
// is made up for, to 16 v.
Real inverse_of(const Point<Real>& at) {
  const Real& y = at.x;
  if (y >= 1) return y + log1p(Real(-exp(Real(-y))));
  if (y <= 0.5) return log(expm1(y));
  return without_cancellation(at, 0, [](const Point<Real>& p) { return Real(log(expm1(p.x))); });
}

// The same in double to a few ulp: near the root e^y - 1 = 1 + 2 (e^(y - log 2) - 1), with log 2 in two parts, of which
// the first difference is exact.
double inverse_of(double y) {
  if (y >= 1) return y + std::log1p(-std::exp(-y));
  if (y <= 0.5) return std::log(std::expm1(y));
  return std::log1p(2 * std::expm1((y - log_2) - 0x1.abc9e3b39803fp-56));
}

// y / (1 - e^-y) over f.
template <class Number>
Number condition_of(const Number& y, const Number& f) {
  using std::abs;
  using std::expm1;
  return abs(Number(y / expm1(Number(-y)) / f));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double y = at.x;
  if (std::isnan(y) || y < 0) return Settled{nan, 0};
  if (y == 0) return Settled{-inf, 0};
  if (y == inf) return Settled{inf, 0};
  // y >> 0: f = y + log1p(-e^-y), above y - 2 e^-y; below a power of two the ulp is half of y's, and y > 1.
  if (y > (f.precision + 46) * log_2) return Settled{y, -1};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  const auto at = [&](std::int64_t place) { return oracle(bits_at_ordinal(f, place)); };
  const auto value = [&](std::int64_t place) { return widen(f, bits_at_ordinal(f, place)); };
  const auto highest = static_cast<std::int64_t>(f.max_finite_bits());
  const auto place_of = [&](double y) { return ordinal(f, narrow_bits(f, y)); };
  // |f| < 1/2
  const auto near_root = [&](std::int64_t place) { return at(place).exponent < -1; };
  const std::int64_t in_root = place_of(log_2), one = place_of(1);

  const std::int64_t log_tail =
      last_where(1, one, [&](std::int64_t i) { return value(i) <= std::ldexp(1.0, -f.precision); });
  const std::int64_t before_root = last_where(1, in_root, [&](std::int64_t i) { return !near_root(i); });
  const std::int64_t root = last_where(in_root, highest, near_root);
  Real::thread_default_precision(60);
  const Real limit((f.precision - 1) / 2.0 * log(Real(2)));
  const std::int64_t knee = last_where(1, highest, [&](std::int64_t i) { return Real(value(i)) < limit; });
  // The identity region starts after the last input whose rounded result is not the input itself.
  const std::int64_t linear_approach =
      last_where(one, highest, [&](std::int64_t i) { return at(i).rounded != bits_at_ordinal(f, i); });
  return {{"special", -highest - 1}, {"outside", -1},         {"special", 0}, {"log_tail", log_tail},
          {"knee", before_root},     {"root", root},          {"knee", knee}, {"linear_approach", linear_approach},
          {"identity", highest},     {"special", highest + 1}};
}

// Where the strategies in impls/ and in the libraries they are taken from switch branches (any format), and the root.
constexpr auto cutoffs = std::to_array<double>({
    0x1p-126, 0x1p-53, 0x1p-24, 1e-8,   1e-5,   0x1p-11, 0x1p-8, 1e-2,    0.25,    0.5,     0.6931,  log_2,
    0.75,     1.0,     2.85,    4.1562, 4.93,   6.2383,  9.0,    11.09,   13.94,   14.5561, 16.0,    18.0,
    20.0,     33.271,  33.3,    34.04,  36.737, 50.0,    88.72,  88.7228, 103.972, 709.78,  745.133,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {0.0, -inf, "the limit: softplus(-inf) = 0"},
    {-0.0, -inf, "as at +0"},
    {inf, inf, "the limit"},
    {-inf, nan, "softplus is never negative"},
    {-1.0, nan, "softplus is never negative"},
});

constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return inverse_of(at); },
                              .error_bits = 4,
                              .condition = [](const Point<Real>& at) { return condition_of(at.x, inverse_of(at)); }};

}  // namespace

constinit const Function softplus_inverse_function{
    .name = "softplus_inverse",
    .definition = "log(e^x - 1)",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x, inverse_of(at.x)); },
    // From 0 at 0 to infinity at the root, and from there down to 1.
    .condition_is_monotone = false,
    .increasing = true,
    // x - f = -log(1 - e^-x)
    .near_identity = NearIdentity::below_positive,
    .settle = settle,
    .regions = regions,
    .fast = &softplus_inverse_fast,
};

}  // namespace softplus_bench
