// silu(x) = x / (1 + e^-x).
//
// e^-x overflows for x < -709.78 (binary64), -88.72 (binary32), -11.09 (binary16), -88.72 (bfloat16), and x / inf is
// -0 where x e^x is still a number, down to -751.9, -108.7, -20.3, -97.4. -inf / inf is NaN. The claim starts where
// e^-x is finite.
// Used by: PyTorch, ONNX Runtime, TensorRT, most CUDA kernels.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::silu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  return x / (arithmetic::constant<T>(1) + arithmetic::exp(-x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation quotient;
constinit const Implementation quotient{
    .function = "silu",
    .name = "quotient",
    .strategy = "x / (1 + e^-x)",
    .credit = "PyTorch, ONNX Runtime",
    .binary64 = {evaluate<double>, {2.1, {-709.7, infinity}}},
    .binary32 = {evaluate<float>, {2.3, {-88.7, infinity}}},
    .binary16 = {evaluate<binary16>, {2.15, {-11.08, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.85, {-88.5, infinity}}},
};

}  // namespace softplus_bench::portable::silu
