// softplus(x) = log(1 + e^x).
#include <array>
#include <cmath>
#include <limits>

#include "reference/fast.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

// Relative error in MPFR: exp, log1p and the sum half an ulp each, so below 2 ulp of the working precision.
#include "reference/softplus.hpp"

// x sigma(x) / softplus(x), for x < 0 through e^x / log1p(e^x), which is right while e^x is subnormal too.
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  using std::log1p;
  const Number e = exp(Number(-abs(x)));
  if (x > 0) return Number(x / (1 + e) / softplus_of(x));
  return abs(Number(x * Number(e / log1p(e)) / (1 + e)));
}

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
  const auto at = [&](std::int64_t place) { return oracle(bits_at_ordinal(f, place)).rounded; };
  const auto lowest = -static_cast<std::int64_t>(f.max_finite_bits());
  const auto highest = static_cast<std::int64_t>(f.max_finite_bits());
  const auto last_of = [&](double x) { return ordinal(f, narrow_bits(f, x)); };
  // x < factor log 2: an irrational number, so no input equals it.
  const auto below_log_2_times = [&](double factor) {
    Real::thread_default_precision(60);
    return [&f, limit = Real(factor * log(Real(2)))](std::int64_t i) {
      return Real(widen(f, bits_at_ordinal(f, i))) < limit;
    };
  };

  const std::int64_t deep_negative = last_where(lowest, 0, [&](std::int64_t i) { return at(i) <= f.fraction_mask(); });
  const std::int64_t exp_tail = last_where(lowest, 0, below_log_2_times(-f.precision));
  const std::uint64_t plateau = at(0);
  const std::int64_t before_plateau = last_where(lowest, 0, [&](std::int64_t i) { return at(i) < plateau; });
  const std::int64_t plateau_end = last_where(0, highest, [&](std::int64_t i) { return at(i) == plateau; });
  const std::int64_t knee = last_where(0, highest, below_log_2_times((f.precision - 1) / 2.0));
  // The identity region starts after the last input whose rounded result is not the input itself.
  const std::int64_t linear_approach =
      last_where(last_of(1), highest, [&](std::int64_t i) { return at(i) != bits_at_ordinal(f, i); });
  return {{"special", lowest - 1},
          {"deep_negative", deep_negative},
          {"exp_tail", exp_tail},
          {"knee", before_plateau},
          {"log2_plateau", plateau_end},
          {"knee", knee},
          {"linear_approach", linear_approach},
          {"identity", highest},
          {"special", highest + 1}};
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
                              .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function softplus_function{
    .name = "softplus",
    .definition = "log(1 + e^x)",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    // x < 0: the product of |x| and t / ((1 + t) log1p(t)), t = e^x, which both fall as x rises. x > 0: 1/kappa is the
    // product of 1 + e^-x and 1 + log1p(e^-x) / x, which both fall.
    .condition_is_monotone = true,
    .increasing = true,
    .near_identity = NearIdentity::above_positive,
    .settle = settle,
    .regions = regions,
    .fast = &softplus_fast,
};

}  // namespace softplus_bench
