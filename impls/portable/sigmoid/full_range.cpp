// sigmoid(x) = (x < 0 ? t : 1) / (1 + t), t = e^-|x|, with the roundings of 1 + t and of the quotient taken back to
// first order.
//
// s = RN(1 + t) and c = t - (s - 1) are exact together; q = RN(n / s) has the remainder n - q s by one FMA. n / (s +
// c) = q + (n - q s - q c) / s to second order, a correction of an ulp or so, added with one rounding. What is left
// is the error of e^-|x|, which doubles where the quotient is a binade lower, and half an ulp. t is the result where
// it is subnormal: s = 1 then, and both corrections are 0.
// Worst, binary32, 1.44 ulp: x = -0x1.3657f6p+2, got 0x1.fd8032p-8, want 0x1.fd8034df7a926p-8; binary64, 1.47 ulp: x
// = -0x1.62d8719e4b8d3p+2, got 0x1.fe5f3e3ce81c5p-9, want 0x1.fe5f3e3ce81c3874p-9.
// Used by: this project.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  const T t = arithmetic::exp(-arithmetic::abs(x));
  const T numerator = x < arithmetic::constant<T>(0) ? t : one;
  const T s = one + t;
  const T c = t - (s - one);
  const T q = numerator / s;
  return q + (arithmetic::fma(-q, s, numerator) - q * c) / s;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation full_range;
constinit const Implementation full_range{
    .function = "sigmoid",
    .name = "full_range",
    .strategy = "(x < 0 ? t : 1) / (1 + t), t = e^-|x|, one correction",
    .credit = "this project",
    .binary64 = {evaluate<double>, {1.65}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.3}},
    .bfloat16 = {evaluate<bfloat16>, {1.05}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::sigmoid
