// elu(x) = x for x > 0, e^x - 1 otherwise (alpha = 1).
#include <array>
#include <cmath>

#include "reference/activation.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

// x e^x / (e^x - 1) for x < 0, which falls from 1 to 0 as x does.
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  using std::expm1;
  if (x > 0) return Number(1);
  return abs(Number(x * exp(x) / expm1(x)));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (std::isnan(x)) return Settled{x};
  if (x == -activation::inf) return Settled{-1};
  if (x >= 0) return Settled{x};
  // x << 0: f is above its limit by that times e^x, and inside the limit an ulp is at least 2^-p of it.
  if (x < -(f.precision + 44) * activation::log_2) return Settled{-1, 1};
  // f = x + x^2/2, and an ulp of f is at least |x| 2^-p.
  if (-x < std::ldexp(1.0, -f.precision - 42)) return Settled{x, 1};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  const auto rounded = [&](std::int64_t i) { return oracle(bits_at_ordinal(f, i)).rounded; };
  Stretches s(f);
  const std::uint64_t limit = rounded(s.lowest());
  const std::int64_t small = ordinal(f, narrow_bits(f, std::ldexp(1.0, -f.precision)));
  s.add("limit_plateau", Stretches::last(s.lowest(), 0, [&](std::int64_t i) { return rounded(i) == limit; }));
  s.add("knee", -small);
  s.add("near_zero", 0);
  return std::move(s).ending("identity");
}

constexpr auto special_values = std::to_array<SpecialValue>({
    {-activation::inf, -1.0, "the limit"},
    {activation::inf, activation::inf, "x > 0: x"},
    {0.0, 0.0, "the sign of zero is kept"},
    {-0.0, -0.0, "the sign of zero is kept"},
    {activation::nan, activation::nan, "NaN precedes everything"},
});

constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return at.x > 0 ? at.x : Real(expm1(at.x)); },
                              .error_bits = 1,
                              .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function elu_function{
    .name = "elu",
    .definition = "x > 0 ? x : e^x - 1",
    .cutoffs = activation::cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    .condition_is_monotone = false,
    .increasing = true,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
};

}  // namespace softplus_bench
