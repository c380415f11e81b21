// sigmoid'(x) = t / (1 + t)^2, t = e^-|x|, with the roundings of the denominator and of the quotient taken back to
// first order.
//
// (1 + t)^2 = 1 + w, w = t^2 + 2t rounded once by an FMA; s = RN(1 + w) and c = w - (s - 1) (w - s + 1 where w > 1,
// both exact) hold the sum, q = RN(t / s) has the remainder t - q s by another. t / (s + c) = q + (t - q s - q c) / s
// to second order. Left are the error of e^-|x|, doubled where the quotient is in a lower binade, half an ulp of w,
// and the last rounding. Subnormal results are t: s = 1 then, and the corrections vanish.
// Worst, binary32, 1.46 ulp: x = 0x1.35f1e2p+2, got 0x1.fca65ap-8, want 0x1.fca65ced011a9p-8; binary64, 1.46 ulp: x =
// 0x1.8f2500968ef26p+2, got 0x1.fedd9f9894066p-10, want 0x1.fedd9f989406489cp-10.
// Used by: this project.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid_derivative {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  const T t = arithmetic::exp(-arithmetic::abs(x));
  const T w = arithmetic::fma(t, t, t + t);
  const T s = one + w;
  const T c = w > one ? one - (s - w) : w - (s - one);
  const T q = t / s;
  return q + (arithmetic::fma(-q, s, t) - q * c) / s;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation full_range;
constinit const Implementation full_range{
    .function = "sigmoid_derivative",
    .name = "full_range",
    .strategy = "t / (1 + t)^2, t = e^-|x|, one correction",
    .credit = "this project",
    .binary64 = {evaluate<double>, {1.65}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.4}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
};

}  // namespace softplus_bench::portable::sigmoid_derivative
