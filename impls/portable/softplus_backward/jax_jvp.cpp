// softplus_backward(x; g) = g e^(z - softplus(z)), z = bx, softplus(z) = max(z,0) + log1p(e^-|z|).
//
// The weight that differentiating logaddexp(z, 0) yields. z - softplus(z) = -softplus(-z) is computed with the
// rounding of both terms: half an ulp of softplus(z) enters the exponent and so the result as a relative error, small
// for z > 0 where the difference is small only after a cancellation: up to z ulp(z) / 2. For z -> inf it is inf - inf
// = NaN: the claim ends before bx overflows for the largest beta in use, 1e30 (100 in binary16).
// For x < 0 the rounding of bx costs |bx| / 2 ulp, and e^(bx) is subnormal below -87.3 (binary32), which a large g
// brings into the normal range: no claim there, since beta may be large.
// Used by: JAX (with b = 1).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_backward {
namespace {

template <FloatFormat T>
inline T at(T x, T g, T beta) {
  const T scaled = beta * x;
  const T output = arithmetic::positive_part(scaled) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(scaled)));
  return g * arithmetic::exp(scaled - output);
}

template <FloatFormat T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], g[i], beta);
}

}  // namespace

extern constinit const Implementation jax_jvp;
constinit const Implementation jax_jvp{
    .function = "softplus_backward",
    .name = "jax_jvp",
    .strategy = "g e^(bx - softplus(bx))",
    .credit = "JAX",
    .binary64 = {evaluate<double>, {34, {0, 1e278}}},
    .binary32 = {evaluate<float>, {8.9, {0, 1e8}}},
    .binary16 = {evaluate<binary16>, {4.55, {0, 600}}},
    .bfloat16 = {evaluate<bfloat16>, {4.35, {0, 1e8}}},
};

}  // namespace softplus_bench::portable::softplus_backward
