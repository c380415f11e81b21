// gelu(x) = x/2 (1 + erf(x / sqrt 2)).
//
// For x < 0, 1 + erf cancels: erf is rounded near -1 and what is left is off by eps / 4 absolute, of a result that
// shrinks like e^(-x^2/2): 57 % wrong near -5 in binary32, 0 from -5.54 on, where the exact values go on to -14. For x
// = -inf, -inf 0 is NaN.
// The claim starts at -1/2.
// Used by: PyTorch, TensorFlow, JAX (approximate=False), ONNX (definition).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::gelu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T t = x * arithmetic::constant<T>(0x1.6a09e667f3bcdp-1);
  return x * arithmetic::constant<T>(0.5) * (arithmetic::constant<T>(1) + arithmetic::erf(t));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation erf_form;
constinit const Implementation erf_form{
    .function = "gelu",
    .name = "erf_form",
    .strategy = "x/2 (1 + erf(x / sqrt 2))",
    .credit = "PyTorch, TensorFlow, JAX, ONNX",
    .binary64 = {evaluate<double>, {1.9, {-0.5, infinity}}},
    .binary32 = {evaluate<float>, {1.85, {-0.5, infinity}}},
    .binary16 = {evaluate<binary16>, {1.6, {-0.5, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.55, {-0.5, infinity}}},
};

}  // namespace softplus_bench::portable::gelu
