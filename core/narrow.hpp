// Exact widening of every format to double, and rounding of a double to any format.
//
// Narrowing goes straight from double: through binary32 it would round twice.
#pragma once

#include "core/format.hpp"

namespace softplus_bench {

// The value of `bits`, exactly. NaNs stay NaNs of the same sign (quiet, payload kept where it fits).
constexpr double widen(const FormatTraits& f, std::uint64_t bits) {
  const std::uint64_t sign = is_negative(f, bits) ? std::uint64_t{1} << 63 : 0;
  const std::uint64_t m = magnitude(f, bits);
  const int shift = 53 - f.precision;
  if (f.id == FormatId::binary64) return std::bit_cast<double>(bits);
  if (m > f.infinity_bits())
    return std::bit_cast<double>(sign | 0x7ff8000000000000u | ((m & f.fraction_mask()) << shift));
  if (m == f.infinity_bits()) return std::bit_cast<double>(sign | 0x7ff0000000000000u);
  if (m > f.fraction_mask())  // normal: the same fraction, the exponent field rebiased
    return std::bit_cast<double>(sign | ((m << shift) + (static_cast<std::uint64_t>(1023 - f.emax) << 52)));
  // Subnormal: m quanta of 2^(emin - p + 1), an exact product of two doubles.
  const double quantum = std::bit_cast<double>(static_cast<std::uint64_t>(1023 + f.emin - f.precision + 1) << 52);
  const double value = static_cast<double>(m) * quantum;
  return sign != 0 ? -value : value;
}

// The bits of x rounded to nearest, ties to even. Overflow gives infinity; a NaN gives the format's
// quiet NaN with the sign kept.
constexpr std::uint64_t narrow_bits(const FormatTraits& f, double x) {
  const auto source = std::bit_cast<std::uint64_t>(x);
  if (f.id == FormatId::binary64) return source;
  const std::uint64_t sign = (source >> 63) != 0 ? f.sign_bit() : 0;
  const std::uint64_t m = source & 0x7fffffffffffffffu;
  if (m > 0x7ff0000000000000u) return sign | f.nan_bits();
  // 2^(emax+1) - 2^(emax-p) is the tie between the largest finite number and infinity.
  const std::uint64_t overflow_from = (static_cast<std::uint64_t>(1023 + f.emax) << 52) |
                                      (((std::uint64_t{1} << f.precision) - 1) << (52 - f.precision));
  if (m >= overflow_from) return sign | f.infinity_bits();
  const int shift = 53 - f.precision;
  const std::uint64_t least_normal = static_cast<std::uint64_t>(1023 + f.emin) << 52;
  if (m >= least_normal) {
    const std::uint64_t rebiased = m - (static_cast<std::uint64_t>(1023 - f.emax) << 52);
    const std::uint64_t odd = (rebiased >> shift) & 1;
    return sign | ((rebiased + (std::uint64_t{1} << (shift - 1)) - 1 + odd) >> shift);
  }
  // Subnormal or zero: the significand counted in quanta, its discarded part deciding the rounding.
  const int exponent = static_cast<int>(m >> 52) - 1023;
  const int discarded = shift + (f.emin - exponent);
  if (discarded > 54) return sign;  // below half a quantum; also zero and binary64 subnormals
  const std::uint64_t significand = (m & 0xfffffffffffffu) | (std::uint64_t{1} << 52);
  const std::uint64_t quanta = significand >> discarded;
  const std::uint64_t rest = significand & ((std::uint64_t{1} << discarded) - 1);
  const std::uint64_t half = std::uint64_t{1} << (discarded - 1);
  return sign | (quanta + ((rest > half || (rest == half && (quanta & 1) != 0)) ? 1 : 0));
}

template <FloatFormat T>
constexpr double widen(T x) {
  if constexpr (std::is_same_v<T, double> || std::is_same_v<T, float>) return x;
  else return widen(format_traits<T>, x.bits);
}

// float -> double -> T is exact then rounded once, so this serves float sources too.
template <FloatFormat T>
constexpr T narrow(double x) {
  if constexpr (std::is_same_v<T, double>) return x;
  else if constexpr (std::is_same_v<T, float>) return static_cast<float>(x);
  else return T{static_cast<std::uint16_t>(narrow_bits(format_traits<T>, x))};
}

}  // namespace softplus_bench
