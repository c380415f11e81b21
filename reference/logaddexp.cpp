// logaddexp(a; b) = log(e^a + e^b).
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double log_2 = 0x1.62e42fefa39efp-1;

template <class Number>
struct Ordered {
  Number larger, smaller;
  explicit Ordered(const Point<Number>& at)
      : larger(at.x < at.x2 ? at.x2 : at.x), smaller(at.x < at.x2 ? at.x : at.x2) {}
};

// The larger, M, and what is to be added to it, in [0, log 2].
Real added_to_larger(const Ordered<Real>& in) { return log1p(exp(Real(in.smaller - in.larger))); }

// In MPFR, v = 2^-precision: where the added term is not lost beside M (and settled), the difference d is above -800,
// so that its rounding moves e^d by 800 v at most; 2^10 v with e^d's, log1p's and the sum's. M >= 0: terms of one sign.
// M <= -1: |M| is at most 3.3 |f|, the term 2.3 |f|, so below 2^12 v. Between, the terms may cancel, and each is below
// 2^exponent.
Real logaddexp_of(const Point<Real>& at) {
  const Ordered<Real> in(at);
  const Real added = added_to_larger(in);
  if (in.larger >= 0 || in.larger <= -1 || added == 0) return in.larger + added;
  const auto exponent_of = [](const Real& x) { return static_cast<int>(mpfr_get_exp(x.backend().data())); };
  return without_cancellation(at, std::max(exponent_of(in.larger), exponent_of(added)) + 8, [](const Point<Real>& p) {
    const Ordered<Real> ordered(p);
    return Real(ordered.larger + added_to_larger(ordered));
  });
}

// |M| sigma(-d) + |m| sigma(d) over |f|, with d = m - M.
template <class Number>
Number condition_of(const Ordered<Number>& in, const Number& e, const Number& f) {
  using std::abs;
  using std::log1p;
  // e^d / log1p(e^d) is 1 also where both have underflowed.
  if (in.larger == 0) return abs(Number(in.smaller / (1 + e) * (e == 0 ? Number(1) : Number(e / log1p(e)))));
  return (abs(in.larger) / (1 + e) + abs(in.smaller) / (1 + e) * e) / abs(f);
}

Real condition(const Point<Real>& at) {
  const Ordered<Real> in(at);
  return condition_of(in, Real(exp(Real(in.smaller - in.larger))), logaddexp_of(at));
}

// NaN where more than 8 bits cancel, or where what has lost bits to underflow matters. e^d errs by |d| 2^-53 and some
// ulp.
double condition_estimate(const Point<double>& at) {
  const Ordered<double> in(at);
  const double e = std::exp(in.smaller - in.larger);
  const double added = std::log1p(e);
  const double f = in.larger + added;
  const double kappa = condition_of(in, e, f);
  if (kappa < 0x1p-1000 && (at.x != 0 || at.x2 != 0)) return nan;
  if (in.larger == 0) return kappa;
  if (e < 0x1p-1000 && std::abs(in.larger) < 0x1p-900) return nan;
  return std::abs(f) < 0x1p-8 * (std::abs(in.larger) + added) ? nan : kappa;
}

// An ulp of x in the format is 2^this; of 0, the least number.
int ulp_exponent(const FormatTraits& f, double x) {
  return (x == 0 ? f.emin : std::max(std::ilogb(x), f.emin)) - f.precision + 1;
}

// Finite results are transcendental (Lindemann-Weierstrass: e^a + e^b = e^f with rational f is impossible), also zero.
std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  if (std::isnan(at.x) || std::isnan(at.x2)) return Settled{nan, 0};
  if (at.x == inf || at.x2 == inf) return Settled{inf, 0};
  if (at.x2 == -inf) return Settled{at.x, 0};
  if (at.x == -inf) return Settled{at.x2, 0};
  const Ordered<double> in(at);
  // 0 < f - M < e^d, below 2^-42 ulp with two bits to spare: below M = -2^k the ulp is M's, above it half of that.
  if (in.smaller - in.larger < (ulp_exponent(f, in.larger) - 44) * log_2)
    return Settled{in.larger == 0 ? 0 : in.larger, 1};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle&) {
  const auto highest = static_cast<std::int64_t>(f.max_finite_bits());
  return {{"special", -highest - 1}, {"negative", -1}, {"not_negative", highest}, {"special", highest + 1}};
}

constexpr auto pair_regions = std::to_array<std::string_view>({"special", "root_curve", "far", "near", "between"});

// |f| < 1/2, decided in MPFR where double does not.
bool is_near_root_curve(const Ordered<double>& in) {
  if (in.larger >= 0.5 || in.larger < -1.25) return false;
  const double distance = std::abs(in.larger + std::log1p(std::exp(in.smaller - in.larger))) - 0.5;
  if (std::abs(distance) > 0x1p-40) return distance < 0;
  const unsigned digits = Real::thread_default_precision();
  Real::thread_default_precision(60);
  const bool below = abs(logaddexp_of({Real(in.larger), Real(in.smaller)})) < 0.5;
  Real::thread_default_precision(digits);
  return below;
}

std::size_t pair_region(const FormatTraits& f, double x, double x2) {
  if (!std::isfinite(x) || !std::isfinite(x2)) return 0;
  const Ordered<double> in(Point<double>(x, x2));
  if (is_near_root_curve(in)) return 1;
  const double difference = in.smaller - in.larger;
  // What is added to the larger is 4 ulp or less.
  if (difference <= (ulp_exponent(f, in.larger) + 2) * log_2) return 2;
  return difference >= -1 ? 3 : 4;
}

// log(1 - e^x)
double partner(double x) {
  if (!(x < 0)) return nan;
  const unsigned digits = Real::thread_default_precision();
  Real::thread_default_precision(60);
  const Real other = x < -1 ? Real(log1p(Real(-exp(Real(x))))) : Real(log(Real(-expm1(Real(x)))));
  Real::thread_default_precision(digits);
  return mpfr_get_d(other.backend().data(), MPFR_RNDN);
}

// Of both inputs and of their difference: where strategies in impls/ and in the libraries they are taken from switch
// branches (any format).
constexpr auto cutoffs = std::to_array<double>({
    -745.133, -708.396, -103.972, -88.72, -87.34, -37.0, -36.737, -17.33, -16.6355, -9.7,
    -7.625,   -5.545,   -1.0,     -log_2, -0.5,   0.5,   log_2,   1.0,    5.545,    7.625,
    11.09,    16.6355,  20.0,     33.3,   36.737, 88.72, 103.972, 709.78, 745.133,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {.x = -inf, .y = -inf, .why = "log 0", .x2 = -inf},
    {.x = inf, .y = inf, .why = "the limit", .x2 = inf},
    {.x = inf, .y = inf, .why = "the limit", .x2 = -inf},
    {.x = -inf, .y = inf, .why = "the limit", .x2 = inf},
    {.x = inf, .y = inf, .why = "the limit", .x2 = 1.0},
    {.x = 1.0, .y = inf, .why = "the limit", .x2 = inf},
    {.x = 3.0, .y = 3.0, .why = "e^-inf adds nothing", .x2 = -inf},
    {.x = -inf, .y = 3.0, .why = "e^-inf adds nothing", .x2 = 3.0},
    {.x = 0.0, .y = 0.0, .why = "e^-inf adds nothing", .x2 = -inf},
    {.x = -inf, .y = 0.0, .why = "e^-inf adds nothing", .x2 = 0.0},
    {.x = -0.0, .y = -0.0, .why = "e^-inf adds nothing: the other input is the result, its sign included", .x2 = -inf},
    {.x = -inf, .y = -0.0, .why = "e^-inf adds nothing: the other input is the result, its sign included", .x2 = -0.0},
    {.x = 0.0, .y = log_2, .why = "log 2", .x2 = 0.0},
    {.x = -0.0, .y = log_2, .why = "log 2", .x2 = -0.0},
    {.x = 0.0, .y = log_2, .why = "log 2", .x2 = -0.0},
    {.x = nan, .y = nan, .why = "NaN precedes everything", .x2 = inf},
    {.x = inf, .y = nan, .why = "NaN precedes everything", .x2 = nan},
    {.x = nan, .y = nan, .why = "NaN precedes everything", .x2 = -inf},
    {.x = -inf, .y = nan, .why = "NaN precedes everything", .x2 = nan},
});

constexpr ExactFunction exact{.evaluate = logaddexp_of, .error_bits = 12, .condition = condition};

}  // namespace

constinit const Function logaddexp_function{
    .name = "logaddexp",
    .definition = "log(e^x + e^x2)",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .inputs = 2,
    .exact = &exact,
    .condition_estimate = condition_estimate,
    .condition_is_monotone = false,
    .increasing = false,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
    .pair_regions = pair_regions,
    .pair_region = pair_region,
    .partner = partner,
};

}  // namespace softplus_bench
