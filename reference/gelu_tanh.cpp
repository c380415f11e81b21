// gelu_tanh(x) = x/2 (1 + tanh(u)), u = sqrt(2/pi) (x + 0.044715 x^3): an approximation of gelu.
#include <array>
#include <cmath>

#include "reference/activation.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

// 2u. Two constants, two products, a sum of one sign and a product: below 6 ulp.
template <class Number>
Number twice_u(const Number& x) {
  using std::sqrt;
  const Number scale = sqrt(Number(8 / acos(Number(-1))));
  return scale * (x + Number(44715) / 1000000 * x * x * x);
}

// |1 + x (2u)' sigma(-2u)|
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  using std::sqrt;
  const Number scale = sqrt(Number(8 / acos(Number(-1))));
  const Number slope = scale * (1 + Number(3 * 44715) / 1000000 * x * x);
  return abs(Number(1 + x * slope / (1 + exp(twice_u(x)))));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (const auto special = activation::settle_special(x)) return special;
  const double v = twice_u(x);
  // x >> 0: f = x (1 - sigma(-v)) and sigma(-v) < e^-v; inside x an ulp is at least x 2^-p.
  if (v > (f.precision + 44) * activation::log_2) return Settled{x, -1};
  if (activation::is_nothing(f, x, v)) return Settled{-0.0, -1};
  // f = x/2 + x^2/sqrt(2 pi)
  if (activation::is_half_and_a_hair(f, x)) return Settled{x, 1, 0.5};
  return std::nullopt;
}

// The minimum: sigma(v) (1 + x v' sigma(-v)) = 0.
std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  return activation::regions(f, oracle, -0x1.81429f9e97e4dp-1);
}

// x sigma(2u): nothing cancels. The error of 2u, |2u| < 2^10 where the result is not settled, counts as often in its
// exponential: below 6 * 2^10 ulp.
constexpr ExactFunction exact{
    .evaluate = [](const Point<Real>& at) { return Real(at.x / (1 + exp(Real(-twice_u(at.x))))); },
    .error_bits = 14,
    .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function gelu_tanh_function{
    .name = "gelu_tanh",
    .definition = "x/2 (1 + tanh(sqrt(2/pi) (x + 44715/10^6 x^3)))",
    .cutoffs = activation::cutoffs,
    .special_values = activation::special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    .condition_is_monotone = false,
    .increasing = false,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
};

}  // namespace softplus_bench
