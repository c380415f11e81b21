// sigmoid(x) = 1 / (1 + e^-x).
//
// e^-x overflows below -log(max), -709.78, -88.72, -11.09 and -88.5, and the result is 0 where it should be
// subnormal, to -745.13, -103.97, -17.33, -92.88: 2.1e6 ulp in binary32, 255 in binary16. That the error of e^-x is
// passed to the result for x << 0 costs little: there the result is 1 / e^-x.
// Worst in the claim, binary32, 2.48 ulp: x = -0x1.0a2bd8p+4, got 0x1.ffe978p-25, want 0x1.ffe97cf62350fp-25.
// Used by: PyTorch, JAX, PaddlePaddle, MIOpen, SciPy, Boost.Math.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return one / (one + arithmetic::exp(-x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation reciprocal;
constinit const Implementation reciprocal{
    .function = "sigmoid",
    .name = "reciprocal",
    .strategy = "1 / (1 + e^-x)",
    .credit = "PyTorch, JAX, PaddlePaddle, MIOpen, SciPy, Boost.Math",
    .binary64 = {evaluate<double>, {2.45, {-709, infinity}}},
    .binary32 = {evaluate<float>, {2.8, {-88, infinity}}},
    .binary16 = {evaluate<binary16>, {2.1, {-11.08, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2.2, {-88, infinity}}},
};

}  // namespace softplus_bench::portable::sigmoid
