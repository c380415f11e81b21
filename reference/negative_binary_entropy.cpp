// negative_binary_entropy(p) = p log p + (1 - p) log(1 - p), for p in [0, 1]: softplus's convex conjugate.
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

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

// f / p, of two terms of one sign, without an overflow or underflow.
template <class Number>
Number per_input(const Number& p) {
  using std::log;
  using std::log1p;
  return log(p) + (1 - p) * Number(log1p(Number(-p)) / p);
}

// |logit(p)| over |f / p|; log(p / (1 - p)) as in logit.cpp.
template <class Number>
Number condition_of(const Number& p) {
  using std::abs;
  using std::log;
  using std::log1p;
  const Number slope = p < 0.25 ? Number(log(p) - log1p(Number(-p))) : Number(log1p(Number((2 * p - 1) / (1 - p))));
  return abs(Number(slope / per_input(p)));
}

// Both zeros of f are given as -0: f is negative around them. An implementation's +0 errs by 0 ulp; it is counted under
// the verdict zero_sign, which breaks no claim.
std::optional<Settled> settle(const FormatTraits&, const Point<double>& at) {
  const double p = at.x;
  if (std::isnan(p) || p < 0 || p > 1) return Settled{nan, 0};
  if (p == 0 || p == 1) return Settled{-0.0, 0};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  const auto size = [&](std::int64_t place) { return magnitude(f, oracle(bits_at_ordinal(f, place)).rounded); };
  const auto value = [&](std::int64_t place) { return widen(f, bits_at_ordinal(f, place)); };
  const auto highest = static_cast<std::int64_t>(f.max_finite_bits());
  const auto place_of = [&](double p) { return ordinal(f, narrow_bits(f, p)); };
  const std::int64_t half = place_of(0.5), one = place_of(1);
  const std::uint64_t plateau = size(half);

  const std::int64_t subnormal = last_where(1, half, [&](std::int64_t i) { return size(i) <= f.fraction_mask(); });
  const std::int64_t zero_tail =
      last_where(subnormal, half, [&](std::int64_t i) { return value(i) <= std::ldexp(1.0, -f.precision); });
  const std::int64_t before_plateau = last_where(1, half, [&](std::int64_t i) { return size(i) < plateau; });
  const std::int64_t plateau_end = last_where(half, one - 1, [&](std::int64_t i) { return size(i) == plateau; });
  // |f| >= 1/2
  const std::int64_t before_root =
      last_where(half, one - 1, [&](std::int64_t i) { return oracle(bits_at_ordinal(f, i)).exponent >= -1; });
  return {{"special", -highest - 1},
          {"outside", -1},
          {"special", 0},
          {"subnormal", subnormal},
          {"zero_tail", zero_tail},
          {"knee", before_plateau},
          {"log2_plateau", plateau_end},
          {"knee", before_root},
          {"root", one - 1},
          {"special", one},
          {"outside", highest},
          {"special", highest + 1}};
}

// Where formulas switch branches, lose what 1 - p loses, or switch to a series around 1/2 (any format).
constexpr auto cutoffs = std::to_array<double>({
    0x1p-126, 0x1p-53, 0x1p-24, 0x1p-11, 0x1p-8, 0.01, 0.1, 0.25, 0.4, 0.45,
    0.49,     0.5,     0.51,    0.55,    0.6,    0.75, 0.9, 0.99, 1.0,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {0.0, -0.0, "the limit, from below; +0 is counted as a zero of the wrong sign and breaks no claim"},
    {-0.0, -0.0, "as at +0"},
    {1.0, -0.0, "the limit, from below; +0 is counted as a zero of the wrong sign and breaks no claim"},
    {0.5, -0x1.62e42fefa39efp-1, "-log 2, the least value"},
    {-1.0, nan, "no probability"},
    {2.0, nan, "no probability"},
    {inf, nan, "no probability"},
    {-inf, nan, "no probability"},
});

// Relative error in MPFR, v = 2^-precision: terms of one sign. log p, log1p(-p), 1 - p and each product round, and the
// sum: 4 v.
constexpr ExactFunction exact{
    .evaluate = [](const Point<Real>& at) { return Real(at.x * log(at.x) + (1 - at.x) * log1p(Real(-at.x))); },
    .error_bits = 3,
    .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function negative_binary_entropy_function{
    .name = "negative_binary_entropy",
    .definition = "x log x + (1 - x) log(1 - x)",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    // From 1 at 0 to 0 at 1/2, and to infinity at 1.
    .condition_is_monotone = false,
    .increasing = false,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
};

}  // namespace softplus_bench
