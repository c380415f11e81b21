// softplus(x) = max(x, 0) + log1p(e^-a), a = |x|, with every step carried as an unevaluated sum hi + lo, |lo| <=
// ulp(hi)/2 or so, and one rounding at the end. binary64 and binary32, each in its own arithmetic.
//
// e^-a = 2^-(k/32) e^r, k = RN(32 a / log 2), r = k log(2)/32 - a, |r| <= log(2)/64 and a hair. With log(2)/32 = L + l,
// k L - a is exact as one FMA: a multiple of ulp(L) (a has no finer bits where k > 0) and below 2^p of them.
// e^r - 1 = r + r^2/2 + ...: Taylor's terms to r^7 (binary64) and r^4 (binary32), what follows is below 2^-67 and
// 2^-39.
//   2^-(j/32) is a table's hi + lo; its product with r is exact as two numbers, only terms from r^2 on are rounded.
// log(1 + e) = log(32/i) + log(1 + z), s + d = 1 + e exactly, i = RN(32/s), z = (i/32)(s + d) - 1, |z| <= 2^-5.
//   s i/32 - 1 is exact as one FMA: a multiple of 2^-(p-1) 2^-5, below 2^-5. Where i = 32, z = e and no table is added.
//   log(1 + z) = z - z^2/2 + z^3 (1/3 - z/4 + ...) to z^11 and z^5: relative 2^-62 and 2^-32; z^2 is exact as two
//   numbers.
// What is rounded before the end is so to 2^-6 of an ulp or less, and an ulp of z^2 and r^2 is 2^-11 of one of the sum:
// 0.51 ulp from all of it. Tables of 98 numbers of binary64, from which binary32's hi + lo are split.
//
// Tails. a > p log 2 + 8: x for x > 0; for x < 0, log1p(e) is e to within 2^-(p+12), and where the result is subnormal
// 2^m (hi + lo) is rounded to the quantum by adding and taking away 2^(emin - m), whose ulp it is: once, not twice.
#pragma once

#include <bit>
#include <cmath>
#include <limits>

#include "core/format.hpp"
#include "impls/portable/softplus/compensated_tables.hpp"

namespace softplus_bench::portable::softplus {

// a + b exactly, |a| >= |b|.
template <class T>
inline Pair<T> fast_two_sum(T a, T b) {
  const T sum = a + b;
  return {sum, b - (sum - a)};
}

// a + b exactly.
template <class T>
inline Pair<T> two_sum(T a, T b) {
  const T sum = a + b;
  const T of_b = sum - a;
  return {sum, (a - (sum - of_b)) + (b - of_b)};
}

// An entry of a table in the format.
template <class T>
inline Pair<T> entry(const Pair<double>& value) {
  if constexpr (std::is_same_v<T, double>) return value;
  else return {static_cast<float>(value.hi), static_cast<float>(value.hi - static_cast<float>(value.hi))};
}

// 2^m, normal.
template <class T>
inline T power_of_two(int m) {
  constexpr FormatTraits f = format_traits<T>;
  return from_bits<T>(static_cast<std::uint64_t>(m + f.emax) << f.fraction_bits());
}

// e^-a = 2^exponent (hi + lo), hi in [0.505, 1.011].
template <class T>
struct Exponential {
  Pair<T> value;
  int exponent;
};

template <class T>
inline Exponential<T> exp_of_minus(T a) {
  constexpr Pair<T> step = log_2_over_32<T>;
  const int k = static_cast<int>(a * static_cast<T>(0x1.71547652b82fep+5) + static_cast<T>(0.5));
  const T steps = static_cast<T>(k);
  const Pair<T> r = fast_two_sum(std::fma(steps, step.hi, -a), steps * step.lo);
  T rest;  // (e^r - 1 - r) / r^2
  if constexpr (std::is_same_v<T, double>)
    rest = 0.5 + r.hi * (1.0 / 6 + r.hi * (1.0 / 24 + r.hi * (1.0 / 120 + r.hi * (1.0 / 720 + r.hi * (1.0 / 5040)))));
  else rest = 0.5f + r.hi * (1.0f / 6 + r.hi * (1.0f / 24));
  const Pair<T> root = entry<T>(roots_of_two[k % 32]);
  const T product = root.hi * r.hi;
  const Pair<T> sum = fast_two_sum(root.hi, product);
  const T low = std::fma(root.hi, r.hi, -product) + (root.lo + root.hi * (r.lo + r.hi * r.hi * rest));
  return {fast_two_sum(sum.hi, sum.lo + low), -(k / 32)};
}

// log(1 + e) for e = hi + lo in (0, 1], not much below 2^-p.
template <class T>
inline Pair<T> log1p_of(Pair<T> e) {
  const Pair<T> sum = fast_two_sum(T(1), e.hi);
  const int i = static_cast<int>(32 / sum.hi + static_cast<T>(0.5));
  Pair<T> z = e;
  if (i < 32) {
    const T c = static_cast<T>(i) / 32;
    z = {std::fma(sum.hi, c, T(-1)), c * (sum.lo + e.lo)};
  }
  T rest;  // (log(1 + z) - z + z^2/2) / z^3
  if constexpr (std::is_same_v<T, double>) {
    rest = 1.0 / 9 - z.hi * (1.0 / 10 - z.hi * (1.0 / 11));
    rest = 1.0 / 5 - z.hi * (1.0 / 6 - z.hi * (1.0 / 7 - z.hi * (1.0 / 8 - z.hi * rest)));
    rest = 1.0 / 3 - z.hi * (1.0 / 4 - z.hi * rest);
  } else rest = 1.0f / 3 - z.hi * (1.0f / 4 - z.hi * (1.0f / 5));
  const T square = z.hi * z.hi;
  const Pair<T> head = fast_two_sum(z.hi, square * T(-0.5));
  const T low = head.lo + ((z.lo - z.hi * z.lo) - T(0.5) * std::fma(z.hi, z.hi, -square) + z.hi * square * rest);
  if (i == 32) return {head.hi, low};
  const Pair<T> table = entry<T>(logarithms[i - 16]);
  const Pair<T> total = fast_two_sum(table.hi, head.hi);
  return {total.hi, total.lo + (low + table.lo)};
}

// 2^exponent (hi + lo), rounded once.
template <class T>
inline T scaled(const Exponential<T>& e) {
  constexpr int emin = format_traits<T>.emin;
  if (e.exponent > emin) return (e.value.hi + e.value.lo) * power_of_two<T>(e.exponent);
  const T big = power_of_two<T>(emin - e.exponent);
  if (e.value.hi >= big) return std::ldexp(e.value.hi + e.value.lo, e.exponent);
  const Pair<T> sum = fast_two_sum(big, e.value.hi);
  return std::ldexp(sum.hi + (sum.lo + e.value.lo) - big, e.exponent);
}

// |x| from which the tails are taken, and for x < 0 from which the result is 0.
template <class T>
inline constexpr T tail_from = static_cast<T>(format_traits<T>.precision * 0x1.62e42fefa39efp-1 + 8);
template <class T>
inline constexpr T zero_from = static_cast<T>((format_traits<T>.precision - format_traits<T>.emin + 1) *
                                              0x1.62e42fefa39efp-1);

template <class T>
inline T compensated_softplus(T x) {
  if (!(x <= tail_from<T>)) return x;  // also a NaN
  const T a = std::abs(x);
  if (a > zero_from<T>) return 0;
  const Exponential<T> e = exp_of_minus(a);
  if (a > tail_from<T>) return scaled(e);
  const T power = power_of_two<T>(e.exponent);
  const Pair<T> residual = log1p_of(Pair<T>{e.value.hi * power, e.value.lo * power});
  if (x < 0) return residual.hi + residual.lo;
  const Pair<T> sum = two_sum(x, residual.hi);
  return sum.hi + (sum.lo + residual.lo);
}

}  // namespace softplus_bench::portable::softplus
