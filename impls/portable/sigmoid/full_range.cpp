// sigmoid(x) = (x < 0 ? t : 1) / (1 + t), t = e^-|x|, with the roundings of 1 + t and of the quotient taken back to
// first order.
//
// s = RN(1 + t) and c = t - (s - 1) are exact together; q = RN(n / s) has the remainder n - q s by one FMA. n / (s +
// c) = q + (n - q s - q c) / s to second order, a correction of an ulp or so, added with one rounding. What is left
// is the error of e^-|x|, which doubles where the quotient is a binade lower, and half an ulp. t is the result where
// it is subnormal: s = 1 then, and both corrections are 0.
// Worst, binary32, binary32 ?; binary64, binary64 ?.
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
    .binary64 = {evaluate<double>, {99}},
    .binary32 = {evaluate<float>, {99}},
    .binary16 = {evaluate<binary16>, {99}},
    .bfloat16 = {evaluate<bfloat16>, {99}},
};

}  // namespace softplus_bench::portable::sigmoid
