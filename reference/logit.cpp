// logit(p) = log(p / (1 - p)), for p in [0, 1]: sigmoid's inverse.
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

// Relative error in MPFR, v = 2^-precision. p < 1/4: |log p| is below 1.27 |f|, |log1p| below 0.27 |f|; with the sum's
// rounding 2.6 v. Else p / (1 - p) = 1 + t, where 2 p - 1 and 1 - p are exact (no input has bits below 2^-54), so the
// root takes nothing away: v of the quotient times log1p's condition number, which is at most 1.83 as t > -2/3, and
// v: 2.9 v. In double 1 - p rounds too.
template <class Number>
Number logit_of(const Number& p) {
  using std::log;
  using std::log1p;
  if (p < 0.25) return log(p) - log1p(Number(-p));
  return log1p(Number((2 * p - 1) / (1 - p)));
}

// 1 / (1 - p) over f
template <class Number>
Number condition_of(const Number& p) {
  using std::abs;
  return abs(Number(1 / (1 - p) / logit_of(p)));
}

std::optional<Settled> settle(const FormatTraits&, const Point<double>& at) {
  const double p = at.x;
  if (std::isnan(p) || p < 0 || p > 1) return Settled{nan, 0};
  if (p == 0) return Settled{-inf, 0};
  if (p == 1) return Settled{inf, 0};
  if (p == 0.5) return Settled{0, 0};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  const auto value = [&](std::int64_t place) { return widen(f, bits_at_ordinal(f, place)); };
  const auto highest = static_cast<std::int64_t>(f.max_finite_bits());
  const auto place_of = [&](double p) { return ordinal(f, narrow_bits(f, p)); };
  // |f| < 1/2
  const auto near_root = [&](std::int64_t place) { return oracle(bits_at_ordinal(f, place)).exponent < -1; };
  const std::int64_t half = place_of(0.5), one = place_of(1);

  const std::int64_t log_tail =
      last_where(1, half, [&](std::int64_t i) { return value(i) <= std::ldexp(1.0, -f.precision); });
  const std::int64_t before_root = last_where(1, half, [&](std::int64_t i) { return !near_root(i); });
  const std::int64_t root = last_where(half, one - 1, near_root);
  return {{"special", -highest - 1}, {"outside", -1},         {"special", 0},    {"log_tail", log_tail},
          {"knee", before_root},     {"root", root},          {"knee", one - 1}, {"special", one},
          {"outside", highest},      {"special", highest + 1}};
}

// Where formulas switch branches or lose what 1 - p or 2 p - 1 lose (any format).
constexpr auto cutoffs = std::to_array<double>({
    0x1p-126,
    0x1p-53,
    0x1p-24,
    0x1p-11,
    0x1p-8,
    0.01,
    0.1,
    0.25,
    0.3,
    0.3775,
    0.5,
    0.6225,
    0.65,
    0.7,
    0.75,
    0.9,
    0.99,
    1.0,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {0.0, -inf, "the limit"},
    {-0.0, -inf, "as at +0"},
    {1.0, inf, "the limit"},
    {0.5, 0.0, "log 1"},
    {-1.0, nan, "no probability"},
    {2.0, nan, "no probability"},
    {inf, nan, "no probability"},
    {-inf, nan, "no probability"},
});

constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return logit_of(at.x); },
                              .error_bits = 2,
                              .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function logit_function{
    .name = "logit",
    .definition = "log(x / (1 - x))",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    // From 0 at 0 to infinity at 1/2, down, and to infinity at 1.
    .condition_is_monotone = false,
    .increasing = true,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
    .fast = &logit_fast,
};

}  // namespace softplus_bench
