// selu(x) = lambda x for x > 0, lambda alpha (e^x - 1) otherwise; lambda and alpha are two binary64 values.
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

// 1.0507009873554805 and 1.6732632423543772 (Klambauer et al. 2017), exact in every format.
constexpr double lambda = 0x1.0cfabd6a91132p+0;
constexpr double alpha = 0x1.ac5afad782cf1p+0;

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (std::isnan(x)) return Settled{x};
  if (x == -activation::inf) return Settled{.value = -alpha, .factor = lambda};
  // A product of two doubles: halfway between two numbers of the format, at times.
  if (x == activation::inf || x == 0) return Settled{x};
  if (x > 0) return Settled{.value = x, .factor = lambda};
  // x << 0: f is above its limit by that times e^x, and inside the limit an ulp is at least 2^-p of it.
  if (x < -(f.precision + 44) * activation::log_2) return Settled{-alpha, 1, lambda};
  return std::nullopt;
}

constexpr auto special_values = std::to_array<SpecialValue>({
    {-activation::inf, -0x1.c212cc640f030p+0, "the limit, -lambda alpha"},
    {activation::inf, activation::inf, "x > 0: lambda x"},
    {0.0, 0.0, "the sign of zero is kept"},
    {-0.0, -0.0, "the sign of zero is kept"},
    {activation::nan, activation::nan, "NaN precedes everything"},
});

// lambda alpha has 104 bits, odd: a product with it lies on no boundary, so that the loop over precisions ends.
Real evaluate(const Point<Real>& at) {
  return at.x > 0 ? Real(Real(lambda) * at.x) : Real(Real(lambda) * Real(alpha) * expm1(at.x));
}

constexpr ExactFunction exact{.evaluate = evaluate, .error_bits = 2, .condition = [](const Point<Real>& at) {
                                return exponential_unit::condition_of(at.x);
                              }};

}  // namespace

constinit const Function selu_function{
    .name = "selu",
    .definition = "lambda (x > 0 ? x : alpha (e^x - 1))",
    .cutoffs = activation::cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return exponential_unit::condition_of(at.x); },
    .condition_is_monotone = false,
    .increasing = true,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = [](const FormatTraits& f, Oracle& oracle) { return exponential_unit::regions(f, oracle, "scaled"); },
};

}  // namespace softplus_bench
