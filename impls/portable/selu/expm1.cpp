// selu(x) = lambda x for x > 0, else lambda alpha expm1(x).
//
// lambda = 1.0507009873554805 and lambda alpha = 1.7580993408473766 are rounded to the format, as frameworks do: their
// relative errors are 3.3e-8 and -1.3e-8 in binary32, 8e-5 and -1.6e-4 in binary16, -3.6e-3 and -1.6e-4 in bfloat16,
// up to half an ulp, which the result keeps.
// bfloat16's lambda x misses the overflow above 3.24e38.
// Signed zeros are kept and small negative x lose nothing to cancellation.
// Used by: JAX, TensorFlow, PyTorch's CUDA kernel.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::selu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T lambda = arithmetic::constant<T>(1.0507009873554805);
  constexpr T lambda_alpha = arithmetic::constant<T>(1.0507009873554805 * 1.6732632423543772);
  return arithmetic::computing(x) > 0 ? lambda * x : lambda_alpha * arithmetic::expm1(x);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation expm1;
constinit const Implementation expm1{
    .function = "selu",
    .name = "expm1",
    .strategy = "x > 0 ? lambda x : lambda alpha expm1(x)",
    .credit = "JAX, TensorFlow, PyTorch (CUDA)",
    .binary64 = {evaluate<double>, {2.05}},
    .binary32 = {evaluate<float>, {2.05}},
    .binary16 = {evaluate<binary16>, {1.75}},
    .bfloat16 = {evaluate<bfloat16>, {1.45, {-infinity, 3.2e38}}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::selu
