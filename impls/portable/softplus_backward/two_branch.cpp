// softplus_backward(x; g) = g sigma(bx) with sigma(z) = 1 / (1 + e^-z) for z >= 0, t / (1 + t), t = e^z, for z < 0.
//
// No threshold and nothing that overflows. For x >= 0 the rounding of bx enters with z sigma(-z) <= 0.28 of its
// relative error.
// For x < 0 that is |bx| / 2 ulp, and e^(bx) is subnormal below -87.3 (binary32), -708.4 (binary64), -9.7 (binary16),
// which a large g brings into the normal range; (x, g = inf) is NaN where e^(bx) is zero. No claim there, since beta
// may be large: see full_range.cpp.
// Used by: folk; the sigmoid is Stan's inv_logit and SciPy's expit.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_backward {
namespace {

template <FloatFormat T>
inline T at(T x, T g, T beta) {
  constexpr T one = arithmetic::constant<T>(1);
  const T z = beta * x;
  if (arithmetic::computing(z) >= 0) return g * (one / (one + arithmetic::exp(-z)));
  const T t = arithmetic::exp(z);
  return g * (t / (one + t));
}

template <FloatFormat T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], g[i], beta);
}

}  // namespace

extern constinit const Implementation two_branch;
constinit const Implementation two_branch{
    .function = "softplus_backward",
    .name = "two_branch",
    .strategy = "g sigma(bx), sigma(z) = z < 0 ? e^z / (1 + e^z) : 1 / (1 + e^-z)",
    .credit = "folk",
    .binary64 = {evaluate<double>, {2.75, {0, infinity}}},
    .binary32 = {evaluate<float>, {2.75, {0, infinity}}},
    .binary16 = {evaluate<binary16>, {2.75, {0, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2.75, {0, infinity}}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::softplus_backward
