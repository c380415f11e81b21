// gelu(x) = x Phi(x), Phi the distribution function of N(0, 1).
#include <array>
#include <cmath>

#include "reference/activation.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

// |1 + x phi(x)/Phi(x)|, phi and Phi of N(0, 1).
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::erfc;
  using std::exp;
  using std::sqrt;
  const Number pi = acos(Number(-1));
  const Number density = exp(Number(x * x / -2)) / sqrt(Number(2 * pi));
  return abs(Number(1 + 2 * x * density / erfc(Number(-x / sqrt(Number(2))))));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (const auto special = activation::settle_special(x)) return special;
  const double exponent = -x * x / 2;
  // x >> 0: f = x (1 - Phi(-x)) and Phi(-x) < e^(-x^2/2)/2; inside x an ulp is at least x 2^-p.
  if (x > 0 && exponent < -(f.precision + 44) * activation::log_2) return Settled{x, -1};
  if (activation::is_nothing(f, x, exponent)) return Settled{-0.0, -1};
  // f = x/2 + x^2/sqrt(2 pi)
  if (activation::is_half_and_a_hair(f, x)) return Settled{x, 1, 0.5};
  return std::nullopt;
}

// The minimum: Phi(x) + x phi(x) = 0.
std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  return activation::regions(f, oracle, -0x1.80ead197f00b4p-1);
}

Real evaluate(const Point<Real>& at) { return at.x * erfc(Real(-at.x / sqrt(Real(2)))) / 2; }

// The argument u of erfc, of relative error below 1.5 ulp, counts |u erfc'(u)/erfc(u)| < 2 u^2 + 1 times, below 2^11 as
// long as results are not settled (x > -38.6); erfc and two products half an ulp each.
constexpr ExactFunction exact{
    .evaluate = evaluate, .error_bits = 12, .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function gelu_function{
    .name = "gelu",
    .definition = "x erfc(-x/sqrt 2)/2",
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
