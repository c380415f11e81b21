// elu(x) = x for x > 0, else expm1(x).
//
// One library call, whose error is all there is; -0 and subnormal numbers come back as they are, and -inf gives -1.
// Used by: JAX, TensorFlow, PyTorch's CUDA kernel.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::elu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  return arithmetic::computing(x) > 0 ? x : arithmetic::expm1(x);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation expm1;
constinit const Implementation expm1{
    .function = "elu",
    .name = "expm1",
    .strategy = "x > 0 ? x : expm1(x)",
    .credit = "JAX, TensorFlow, PyTorch (CUDA)",
    .binary64 = {evaluate<double>, {0.85}},
    .binary32 = {evaluate<float>, {0.85}},
    .binary16 = {evaluate<binary16>, {0.53}},
    .bfloat16 = {evaluate<bfloat16>, {0.53}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::elu
