// silu(x) = x sigma(x), also called swish.
#include <array>
#include <cmath>

#include "reference/activation.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

#include "reference/silu.hpp"

// 1 + x sigma(-x), the terms of one sign for x > 0; kappa is its magnitude.
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  return abs(Number(1 + x / (1 + exp(x))));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  if (const auto special = activation::settle_special(x)) return special;
  // x >> 0: f = x (1 - sigma(-x)) and sigma(-x) < e^-x; inside x an ulp is at least x 2^-p.
  if (x > (f.precision + 44) * activation::log_2) return Settled{x, -1};
  if (activation::is_nothing(f, x, x)) return Settled{-0.0, -1};
  // f = x/2 + x^2/4
  if (activation::is_half_and_a_hair(f, x)) return Settled{x, 1, 0.5};
  return std::nullopt;
}

// The minimum: 1 + x sigma(-x) = 0, x = -(1 + W(1/e)).
std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  return activation::regions(f, oracle, -0x1.474973c84120bp+0);
}

// exp, sum and quotient, half an ulp each.
constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return Real(silu_of(at.x)); },
                              .error_bits = 2,
                              .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function silu_function{
    .name = "silu",
    .definition = "x/(1 + e^-x)",
    .cutoffs = activation::cutoffs,
    .special_values = activation::special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    .condition_is_monotone = false,
    .increasing = false,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
    .fast = &silu_fast,
};

}  // namespace softplus_bench
