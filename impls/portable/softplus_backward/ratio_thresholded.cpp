// softplus_backward(x; g) = bx > threshold ? g : g z / (z + 1), z = e^(bx): the gradient of a thresholded softplus.
//
// Above the threshold (20 by default) what is dropped is e^-20 = 2.1e-9 of the result: nothing in the 16-bit formats
// and in binary32 (half an ulp is 3e-8), 9.3e6 ulp in binary64. The order of the operations costs more: g z overflows
// for g above max / e^20, although the result is finite, and in binary16 z itself overflows on (11.09, 20], where inf
// / inf is NaN. Below, z is subnormal or zero from bx = -87.3 (binary32), -708.4 (binary64), -9.7 (binary16), and a
// large g brings that loss into the normal range; (x, g = inf) is NaN there. Rounding bx alone costs |bx| / 2 ulp for
// bx < 0.
// No claim: no interval of x is right for every g and beta.
// Used by: PyTorch, PaddlePaddle, OneFlow.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_backward {
namespace {

template <FloatFormat T>
inline T at(T x, T g, T beta, T threshold) {
  constexpr T one = arithmetic::constant<T>(1);
  const T scaled = beta * x;
  if (scaled > threshold) return g;
  const T z = arithmetic::exp(scaled);
  return g * z / (z + one);
}

template <FloatFormat T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  const T threshold = arithmetic::constant<T>(parameters[threshold_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], g[i], beta, threshold);
}

}  // namespace

extern constinit const Implementation ratio_thresholded;
constinit const Implementation ratio_thresholded{
    .function = "softplus_backward",
    .name = "ratio_thresholded",
    .strategy = "bx > threshold ? g : g z / (z + 1), z = e^(bx)",
    .credit = "PyTorch, PaddlePaddle, OneFlow",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
    .thresholds = {.has_parameter = true},
};

}  // namespace softplus_bench::portable::softplus_backward
