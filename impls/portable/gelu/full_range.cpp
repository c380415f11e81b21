// gelu(x) = x/2 erfc(t + r) with t = fl(-x / sqrt 2) and r what it lacks; far below 0, -phi(x) (1 - 1/x^2 + 3/x^4 -
// ...).
//
// r = fma(x, -C, -t) - x c, with 1 / sqrt 2 = C + c. In between, erfc(t + r) = erfc(t) - 2 / sqrt pi e^(-t^2) (r - t
// r^2) to the second order, which bfloat16 needs (t r up to 1/40 there); only the derivative's first bits matter in
// binary64 and binary32.
// Below -a, from Mills' ratio, gelu(x) = -phi(x) M(1/x^2), M(v) = 1 - v + 3v^2 - 15v^3 + ..., phi the normal density.
// The series diverges, with its least term near k = x^2 / 2; a and the last term n are chosen so that the first one
// left out, (2n+1)!! / a^(2n+2), is below an eighth of eps: binary64 a = 36, n = 7 (1e-18), binary32 a = 12, n = 5
// (1e-9), bfloat16 a = 6, n = 3 (6e-5).
// binary16's results are subnormal from -4.2 and zero from -5.8: its quantum hides the rest, and a = 6 only makes them
// -0.
// There e^(-x^2/2) has x^2 = s + e exactly (fma) and is h h e^(-e/2) with h = e^(-s/4), so that only the last product
// can be subnormal.
// -inf ends there as well, at the limit -0.
// binary32, sampled, 3.41 ulp: x = -0x1.9f97b8p+3, got -0x1.fed644p-124, want -0x1.fed63d2fdb249p-124.
// Used by: nobody found.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::gelu {
namespace {

struct Tail {
  double below;
  int terms;
};
template <FloatFormat T>
constexpr Tail tail = std::is_same_v<T, double>     ? Tail{-36, 7}
                      : std::is_same_v<T, float>    ? Tail{-12, 5}
                      : std::is_same_v<T, bfloat16> ? Tail{-6, 3}
                                                    : Tail{-6, 0};

// t from which erfc(t) is 2 to within rounding, and the x there: sqrt 2 times that.
constexpr double identity_below = -6;
template <FloatFormat T>
constexpr double thresholds[] = {tail<T>.below, -identity_below * 0x1.6a09e667f3bcdp+0};

// -phi(x) M(1/x^2).
template <FloatFormat T>
inline T far_below(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  const T square = x * x;
  const T power = arithmetic::exp(square * arithmetic::constant<T>(-0.25));
  const T bound = power * power;
  if (arithmetic::computing(bound) == 0) return -bound;
  const T rest = arithmetic::fma(x, x, -square);
  const T inverse = one / square;
  T series = one;
  for (int k = tail<T>.terms; k > 0; --k)
    series = arithmetic::fma(arithmetic::constant<T>(1 - 2 * k) * inverse, series, one);
  const T factor = arithmetic::expm1(rest * arithmetic::constant<T>(-0.5));
  const T scaled = power * (arithmetic::constant<T>(-0x1.9884533d43651p-2) * series);  // 1 / sqrt(2 pi)
  return arithmetic::fma(scaled, factor, scaled) * power;
}

template <FloatFormat T>
inline T at(T x) {
  constexpr T half = arithmetic::constant<T>(0.5);
  constexpr T root = arithmetic::constant<T>(0x1.6a09e667f3bcdp-1);
  constexpr T root_rest = std::is_same_v<T, double> ? arithmetic::constant<T>(-0x1.bdd3413b26456p-55)
                                                    : arithmetic::constant<T>(0x1.6a09e667f3bcdp-1 - widen(root));
  if (x < arithmetic::constant<T>(tail<T>.below)) return far_below(x);
  const T t = -(x * root);
  if (arithmetic::computing(t) < arithmetic::computing(arithmetic::constant<T>(identity_below))) return x;
  const T rest = -arithmetic::fma(x, root_rest, arithmetic::fma(x, root, t));
  const T slope = arithmetic::constant<T>(-0x1.20dd750429b6dp+0) * arithmetic::exp(-(t * t));  // -2 / sqrt(pi)
  const T change = arithmetic::fma(-(t * rest), rest, rest);
  return x * half * arithmetic::fma(slope, change, arithmetic::erfc(t));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation full_range;
constinit const Implementation full_range{
    .function = "gelu",
    .name = "full_range",
    .strategy = "x/2 erfc(t + r), r = -x / sqrt 2 - t; x < -a: -phi(x) (1 - 1/x^2 + 3/x^4 - ...)",
    .credit = "this project",
    .binary64 = {evaluate<double>, {4.2}},
    .binary32 = {evaluate<float>, {4.2}},
    .binary16 = {evaluate<binary16>, {2.55}},
    .bfloat16 = {evaluate<bfloat16>, {3.4}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::gelu
