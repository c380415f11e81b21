// mish(x) = x n / (n + 2) with n = e^x (e^x + 2) for x <= 0, x (1 + 2e) / (1 + 2e (1 + e)) with e = e^-x above, x h h
// with h = e^(x/2) far below.
//
// The second is the first with both sides of the fraction divided by e^2x: no cutoff and no overflow. The third: below
// -c mish(x) = x e^x to within rounding, and h, x h are normal where e^x no longer is, as in silu/full_range.cpp. c =
// 700, 80, 9, 80 (binary64, binary32, binary16, bfloat16): e^-c is normal, and e^-c / 2 below eps / 2.
// -inf is caught: its limit is -0.
// binary32, sampled, 3.67 ulp: x = -0x1.b973fep+3, got -0x1.d84bb8p-17, want -0x1.d84bbf59669eep-17.
// Used by: nobody found.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::mish {
namespace {

template <FloatFormat T>
constexpr T tail = arithmetic::constant<T>(std::is_same_v<T, double>     ? -700
                                           : std::is_same_v<T, binary16> ? -9
                                                                         : -80);
template <FloatFormat T>
constexpr double thresholds[] = {widen(tail<T>), 0};

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  constexpr T two = arithmetic::constant<T>(2);
  if (x < tail<T>) {
    const T half_power = arithmetic::exp(x * arithmetic::constant<T>(0.5));
    if (arithmetic::computing(half_power) == 0) return -half_power;
    return (x * half_power) * half_power;
  }
  const T e = arithmetic::exp(-arithmetic::abs(x));
  if (arithmetic::computing(x) > 0) {
    const T numerator = one + (e + e);
    return x * (numerator / arithmetic::fma(e + e, e, numerator));
  }
  const T n = e * (e + two);
  return x * (n / (n + two));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation full_range;
constinit const Implementation full_range{
    .function = "mish",
    .name = "full_range",
    .strategy = "x (1 + 2e) / (1 + 2e + 2e^2), e = e^-|x|, or x e (e + 2) / (e (e + 2) + 2), or x e^(x/2) e^(x/2)",
    .credit = "this project",
    .binary64 = {evaluate<double>, {5.5}},
    .binary32 = {evaluate<float>, {5.5}},
    .binary16 = {evaluate<binary16>, {3.25}},
    .bfloat16 = {evaluate<bfloat16>, {2.8}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::mish
