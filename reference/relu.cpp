// relu(x) = max(x, +0).
#include <array>
#include <cmath>

#include "reference/activation.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

double condition_of(double x) { return x > 0 ? 1 : activation::nan; }

// All of it is exact. relu(-0) is given as +0; an implementation's -0 errs by 0 ulp, under the verdict zero_sign, which
// breaks no claim.
std::optional<Settled> settle(const FormatTraits&, const Point<double>& at) {
  if (std::isnan(at.x)) return Settled{at.x};
  return Settled{at.x > 0 ? at.x : 0.0};
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle&) {
  Stretches s(f);
  s.add("zero", 0);
  return std::move(s).ending("identity");
}

constexpr auto special_values = std::to_array<SpecialValue>({
    {-activation::inf, 0.0, "the greater of -inf and +0"},
    {activation::inf, activation::inf, "the greater of +inf and +0"},
    {0.0, 0.0, "the greater of +0 and +0"},
    {-0.0, 0.0, "the greater of -0 and +0; -0 is accepted"},
    {-1.0, 0.0, "the greater of a negative number and +0"},
    {activation::nan, activation::nan, "NaN precedes everything"},
});

constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return positive_part(at.x); },
                              .error_bits = 0,
                              .condition = [](const Point<Real>&) { return Real(1); }};

}  // namespace

constinit const Function relu_function{
    .name = "relu",
    .definition = "max(x, 0)",
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
