// elu(x) = x for x > 0, e^x - 1 otherwise (alpha = 1).
#include <array>
#include <cmath>

#include "reference/activation.hpp"
#include "reference/exponential_unit.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

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

constexpr auto special_values = std::to_array<SpecialValue>({
    {-activation::inf, -1.0, "the limit"},
    {activation::inf, activation::inf, "x > 0: x"},
    {0.0, 0.0, "the sign of zero is kept"},
    {-0.0, -0.0, "the sign of zero is kept"},
    {activation::nan, activation::nan, "NaN precedes everything"},
});

constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return at.x > 0 ? at.x : Real(expm1(at.x)); },
                              .error_bits = 1,
                              .condition = [](const Point<Real>& at) { return exponential_unit::condition_of(at.x); }};

}  // namespace

constinit const Function elu_function{
    .name = "elu",
    .definition = "x > 0 ? x : e^x - 1",
    .cutoffs = activation::cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return exponential_unit::condition_of(at.x); },
    .condition_is_monotone = false,
    .increasing = true,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = [](const FormatTraits& f, Oracle& oracle) { return exponential_unit::regions(f, oracle, "identity"); },
};

}  // namespace softplus_bench
