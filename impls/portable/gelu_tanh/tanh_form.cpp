// gelu_tanh(x) = x/2 (1 + tanh(u)), u = sqrt(2/pi) (x + 0.044715 x^3).
//
// For x < 0, 1 + tanh cancels as 1 + erf does in gelu/erf_form.cpp: eps / 4 absolute, and 0 from u = -9.01 (binary32),
// x = -5.1.
// -inf gives inf - inf or -inf 0: NaN. The claim starts at -1/2.
// Used by: PyTorch, JAX, TensorFlow, ggml (approximate="tanh").
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::gelu_tanh {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T cube = x * x * x;
  const T u = arithmetic::constant<T>(0x1.9884533d43651p-1) * (x + arithmetic::constant<T>(0.044715) * cube);
  return arithmetic::constant<T>(0.5) * x * (arithmetic::constant<T>(1) + arithmetic::tanh(u));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation tanh_form;
constinit const Implementation tanh_form{
    .function = "gelu_tanh",
    .name = "tanh_form",
    .strategy = "x/2 (1 + tanh(u)), u = sqrt(2/pi) (x + 0.044715 x^3)",
    .credit = "PyTorch, JAX, TensorFlow, ggml",
    .binary64 = {evaluate<double>, {2.2, {-0.5, infinity}}},
    .binary32 = {evaluate<float>, {2.2, {-0.5, infinity}}},
    .binary16 = {evaluate<binary16>, {1.6, {-0.5, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.5, {-0.5, infinity}}},
};

}  // namespace softplus_bench::portable::gelu_tanh
