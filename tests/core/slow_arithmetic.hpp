// Values and roundings of every format, as slow as they are plain: a second opinion for core/narrow.hpp.
#pragma once

#include <cmath>

#include "core/format.hpp"

namespace softplus_bench::slow {

// The magnitude of a number from its fields; infinity stands for 2^(emax+1), where rounding to nearest has it.
inline double magnitude_value(const FormatTraits& f, std::uint64_t magnitude_bits) {
  const auto fraction = static_cast<double>(magnitude_bits % (f.fraction_mask() + 1));
  const auto field = static_cast<int>(magnitude_bits >> (f.precision - 1));
  if (field == 0) return std::ldexp(fraction, f.emin - f.precision + 1);
  return std::ldexp(fraction + std::ldexp(1.0, f.precision - 1), field - f.emax - f.precision + 1);
}

// Rounded to nearest, ties to even: bisection for the neighbours, then a comparison with their midpoint.
// For formats of at most 32 bits (where a midpoint is a double) and x that is not a NaN.
inline std::uint64_t rounded(const FormatTraits& f, double x) {
  const std::uint64_t sign = std::signbit(x) ? f.sign_bit() : 0;
  const double target = std::fabs(x);
  if (target >= magnitude_value(f, f.infinity_bits())) return sign | f.infinity_bits();
  std::uint64_t low = 0;
  std::uint64_t high = f.infinity_bits();
  while (high - low > 1) {
    const std::uint64_t middle = (low + high) / 2;
    (magnitude_value(f, middle) <= target ? low : high) = middle;
  }
  const double midpoint = (magnitude_value(f, low) + magnitude_value(f, high)) / 2;
  if (target < midpoint) return sign | low;
  if (target > midpoint) return sign | high;
  return sign | (low % 2 == 0 ? low : high);
}

inline constexpr FormatId narrow_formats[] = {FormatId::binary16, FormatId::bfloat16};

}  // namespace softplus_bench::slow
