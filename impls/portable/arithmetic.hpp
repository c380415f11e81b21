// One spelling of a formula for every format: the machine's arithmetic for binary64 and binary32, and
// for the 16-bit formats binary32 arithmetic rounded to the format after every operation.
//
// +, -, *, / in binary32 rounded again to at most 11 bits equal the format's own operation (double
// rounding is harmless when the wider precision is at least 2p + 2: Figueroa 1995). Library functions
// are binary32's, narrowed at once: what a framework without 16-bit mathematics does.
//
// Call the functions qualified (arithmetic::log1p): descriptors of the same names stand nearby.
#pragma once

#include <cmath>

#include "core/format.hpp"
#include "core/narrow.hpp"

namespace softplus_bench::arithmetic {

template <class T>
concept Narrow = std::is_same_v<T, binary16> || std::is_same_v<T, bfloat16>;

// binary64 and binary32 compute in themselves, the 16-bit formats in binary32.
template <FloatFormat T>
using Computing = std::conditional_t<std::is_same_v<T, double>, double, float>;

template <FloatFormat T>
inline Computing<T> computing(T x) {
  return static_cast<Computing<T>>(widen(x));
}

// The constant nearest to `value` in the format.
template <FloatFormat T>
constexpr T constant(double value) {
  return narrow<T>(value);
}

template <FloatFormat T>
inline T exp(T x) {
  return narrow<T>(std::exp(computing(x)));
}
template <FloatFormat T>
inline T log(T x) {
  return narrow<T>(std::log(computing(x)));
}
template <FloatFormat T>
inline T log1p(T x) {
  return narrow<T>(std::log1p(computing(x)));
}

template <FloatFormat T>
inline T expm1(T x) {
  return narrow<T>(std::expm1(computing(x)));
}
template <FloatFormat T>
inline T log2(T x) {
  return narrow<T>(std::log2(computing(x)));
}
template <FloatFormat T>
inline T exp2(T x) {
  return narrow<T>(std::exp2(computing(x)));
}
template <FloatFormat T>
inline T tanh(T x) {
  return narrow<T>(std::tanh(computing(x)));
}
template <FloatFormat T>
inline T cosh(T x) {
  return narrow<T>(std::cosh(computing(x)));
}
template <FloatFormat T>
inline T atanh(T x) {
  return narrow<T>(std::atanh(computing(x)));
}
template <FloatFormat T>
inline T erf(T x) {
  return narrow<T>(std::erf(computing(x)));
}
template <FloatFormat T>
inline T erfc(T x) {
  return narrow<T>(std::erfc(computing(x)));
}
template <FloatFormat T>
inline T sqrt(T x) {
  return narrow<T>(std::sqrt(computing(x)));
}
// a b + c. The 16-bit formats' product is exact in double and so, mostly, is the sum: where it is not, it is rounded
// twice.
template <FloatFormat T>
inline T fma(T a, T b, T c) {
  if constexpr (std::is_floating_point_v<T>) return std::fma(a, b, c);
  else return narrow<T>(widen(a) * widen(b) + widen(c));
}

template <FloatFormat T>
inline T abs(T x) {
  return from_bits<T>(magnitude(format_traits<T>, to_bits(x)));
}
// The larger of x and +0; a NaN stays.
template <FloatFormat T>
inline T positive_part(T x) {
  return computing(x) < 0 ? constant<T>(0) : x;
}
// The smaller of x and +0; a NaN stays.
template <FloatFormat T>
inline T negative_part(T x) {
  return computing(x) > 0 ? constant<T>(0) : x;
}
template <FloatFormat T>
inline bool is_nan(T x) {
  return softplus_bench::is_nan(format_traits<T>, to_bits(x));
}
template <FloatFormat T>
inline bool is_infinite(T x) {
  return softplus_bench::is_infinite(format_traits<T>, to_bits(x));
}

}  // namespace softplus_bench::arithmetic

namespace softplus_bench {

template <arithmetic::Narrow T>
inline T operator+(T a, T b) {
  return narrow<T>(arithmetic::computing(a) + arithmetic::computing(b));
}
template <arithmetic::Narrow T>
inline T operator-(T a, T b) {
  return narrow<T>(arithmetic::computing(a) - arithmetic::computing(b));
}
template <arithmetic::Narrow T>
inline T operator*(T a, T b) {
  return narrow<T>(arithmetic::computing(a) * arithmetic::computing(b));
}
template <arithmetic::Narrow T>
inline T operator/(T a, T b) {
  return narrow<T>(arithmetic::computing(a) / arithmetic::computing(b));
}
template <arithmetic::Narrow T>
inline T operator-(T a) {
  return T{static_cast<std::uint16_t>(a.bits ^ 0x8000u)};
}
template <arithmetic::Narrow T>
inline bool operator<(T a, T b) {
  return arithmetic::computing(a) < arithmetic::computing(b);
}
template <arithmetic::Narrow T>
inline bool operator>(T a, T b) {
  return arithmetic::computing(a) > arithmetic::computing(b);
}

template <arithmetic::Narrow T>
inline bool operator<=(T a, T b) {
  return arithmetic::computing(a) <= arithmetic::computing(b);
}
template <arithmetic::Narrow T>
inline bool operator>=(T a, T b) {
  return arithmetic::computing(a) >= arithmetic::computing(b);
}

}  // namespace softplus_bench
