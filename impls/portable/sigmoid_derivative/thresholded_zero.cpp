// sigmoid'(x) = s (1 - s) for x < 20, else 0, s = 1 / (1 + e^-x).
//
// The derivative of a derivative that was set to 1 above the threshold: consistent with it, and 0 where 2.06e-9 is
// due. In binary32 s (1 - s) is 0 from 16.64 anyway: see s_one_minus_s.cpp, of which this has every error. A product
// with 0 or 1, so a NaN stays. The claim ends at 1.
// Worst in the claim, binary32, 2.69 ulp: x = -0x1.b98c42p+1, got 0x1.e8cae4p-6, want 0x1.e8cae9635599dp-6.
// Used by: PyTorch (softplus's double backward).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid_derivative {
namespace {

constexpr double thresholds[] = {20};

template <FloatFormat T>
inline T sigmoid_of(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return one / (one + arithmetic::exp(-x));
}

template <FloatFormat T>
inline T at(T x) {
  const T s = sigmoid_of(x);
  const T below = arithmetic::constant<T>(x < arithmetic::constant<T>(thresholds[0]) ? 1 : 0);
  return s * (arithmetic::constant<T>(1) - s) * below;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation thresholded_zero;
constinit const Implementation thresholded_zero{
    .function = "sigmoid_derivative",
    .name = "thresholded_zero",
    .strategy = "x < 20 ? s (1 - s) : 0",
    .credit = "PyTorch (double backward)",
    .binary64 = {evaluate<double>, {3.25, {-708, 1}}},
    .binary32 = {evaluate<float>, {3.25, {-87, 1}}},
    .binary16 = {evaluate<binary16>, {2.7, {-9.7, 1}}},
    .bfloat16 = {evaluate<bfloat16>, {2.1, {-87, 1}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::sigmoid_derivative
