// sigmoid'(x) = s (1 - s), s = 1 / (1 + e^-x).
//
// Free when s is at hand, and wrong on one side: 1 - s is a multiple of eps / 2, so for x > 0 the relative error
// grows like e^x and the result is exactly 0 where s rounds to 1: above 36.7, 16.6, 8.3 and 6.2, where 6e-8 is due in
// binary32. To the left 1 - s is harmless; the flush of s below -log(max) is reciprocal.cpp's. The claim ends at 1.
// Worst in the claim, binary32, 2.69 ulp: x = -0x1.b98c42p+1, got 0x1.e8cae4p-6, want 0x1.e8cae9635599dp-6.
// Used by: most frameworks' backward passes from the output (PyTorch, oneDNN, TensorFlow).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid_derivative {
namespace {

template <FloatFormat T>
inline T sigmoid_of(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return one / (one + arithmetic::exp(-x));
}

template <FloatFormat T>
inline T at(T x) {
  const T s = sigmoid_of(x);
  return s * (arithmetic::constant<T>(1) - s);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation s_one_minus_s;
constinit const Implementation s_one_minus_s{
    .function = "sigmoid_derivative",
    .name = "s_one_minus_s",
    .strategy = "s (1 - s), s = 1 / (1 + e^-x)",
    .credit = "PyTorch, oneDNN, TensorFlow",
    .binary64 = {evaluate<double>, {3, {-708, 1}}},
    .binary32 = {evaluate<float>, {3.05, {-87, 1}}},
    .binary16 = {evaluate<binary16>, {2.7, {-9.7, 1}}},
    .bfloat16 = {evaluate<bfloat16>, {2.1, {-87, 1}}},
};

}  // namespace softplus_bench::portable::sigmoid_derivative
