// mish(x) = x tanh(softplus(x)).
#include <array>
#include <cmath>

#include "reference/activation.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

Real where_less(const Real& a, double b, const Real& yes, const Real& no) { return a < b ? yes : no; }

#include "reference/mish.hpp"

// |1 + x (1 - T^2) sigma(x) / T|, T = tanh(softplus(x)); 1 - T^2 = 4 (1 + e)^2 / ((1 + e)^2 + 1)^2.
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  const Number t = exp(Number(-abs(x)));
  if (x > 0) {
    // In t = e^-x: 1 - T^2 = 4 t^2 (1 + t)^2 / (1 + 2t + 2t^2)^2, sigma = 1 / (1 + t).
    const Number d = 1 + 2 * t + 2 * t * t;
    return abs(Number(1 + x * Number(4 * t * t * (1 + t) / (d * (1 + 2 * t)))));
  }
  // In e: (1 - T^2) sigma / T = 4 (1 + e) / (((1 + e)^2 + 1) (e + 2)).
  return abs(Number(1 + x * Number(4 * (1 + t) / (((1 + t) * (1 + t) + 1) * (t + 2)))));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (const auto special = activation::settle_special(x)) return special;
  // x >> 0: 1 - T < 2 e^-2x; inside x an ulp is at least x 2^-p.
  if (2 * x > (f.precision + 45) * activation::log_2) return Settled{x, -1};
  // T < e^x
  if (activation::is_nothing(f, x, x)) return Settled{-0.0, -1};
  // f = 3x/5 + 0.32 x^2: where 5 divides the significand, the first term is a number that no loop should chase.
  const double fifth = x / 5;
  if (activation::is_half_and_a_hair(f, x) && std::fma(fifth, 5.0, -x) == 0) return Settled{fifth, 1, 3};
  return std::nullopt;
}

// The minimum: T + x (1 - T^2) sigma(x) = 0.
std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  return activation::regions(f, oracle, -0x1.31432c0d12d84p+0);
}

// exp once or twice and at most six more operations on terms of one sign.
constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return Real(at.x * tanh_of_softplus_of(at.x)); },
                              .error_bits = 4,
                              .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function mish_function{
    .name = "mish",
    .definition = "x tanh(log(1 + e^x))",
    .cutoffs = activation::cutoffs,
    .special_values = activation::special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    .condition_is_monotone = false,
    .increasing = false,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
    .fast = &mish_fast,
};

}  // namespace softplus_bench
