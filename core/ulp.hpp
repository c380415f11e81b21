// The error of one output in ulp, and its verdicts. The one definition every figure rests on.
//
//   ulp_error = (y - f) / 2^(max(floor(log2 |f|), emin) - p + 1)
//
// with f the exact real value and y what the implementation returned. The exponent is the exact
// value's, so a result correctly rounded to nearest scores at most 1/2 and a score below 1/2 implies y = RN(f);
// in a directed mode a correct result scores below 1;
// y one float above 2^k while f < 2^k counts about 2 (Goldberg's ulp, as in Muller et al., Handbook of
// Floating-Point Arithmetic, 2nd ed., section 2.3.1).
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <cstdlib>

#include "core/format.hpp"
#include "core/narrow.hpp"

namespace softplus_bench {

// Tails are counted in 2^-40 ulp.
inline constexpr int tail_bits = 40;
inline constexpr double tail_unit = 0x1p-40;

// The exact value f of the function at one input, in enough detail to score any output:
//   f = rounded + tail * 2^-40 ulp,  ulp = 2^(exponent - p + 1).
// The tail is rounded to odd: an inexact tail is never even, so its sign, every comparison with a
// multiple of 2^-39 ulp and every rounding to a coarser grid come out as for f itself, however close f
// lies to a boundary.
//
// `rounded` is f rounded in the mode asked for; everything below follows from f = rounded + tail. Where f is 2^(emax+1)
// or more in magnitude and the mode gives the largest finite number, f counts as if it lay a hair below 2^(emax+1):
// the distance has no meaning in ulp, but what is returned is right and scores below 1.
struct Expected {
  std::uint64_t rounded = 0;  // bits: a zero has the sign due; any NaN where a NaN is due
  std::int64_t tail = 0;      // |tail| <= 2^39, in a directed mode < 2^40; 0 if and only if f = rounded
  std::int32_t exponent = 0;  // max(floor(log2 |f|), emin); unspecified when rounded is not finite
  bool exact = false;         // f was settled as a value of finitely many bits (not necessarily of the format)
  friend bool operator==(const Expected&, const Expected&) = default;
};

// A signed error in ulp: value * 2^scale. scale is 0 unless |error| >= 2^1000, where value is in
// [1, 2) in magnitude: a total loss can exceed double.
struct UlpError {
  double value = 0;
  int scale = 0;
  friend constexpr bool operator==(UlpError, UlpError) = default;
};
constexpr bool larger_magnitude(UlpError a, UlpError b) {
  if (a.scale != b.scale) return a.scale > b.scale;
  return (a.value < 0 ? -a.value : a.value) > (b.value < 0 ? -b.value : b.value);
}
// Signed order.
constexpr bool less(UlpError a, UlpError b) {
  const bool a_negative = a.value < 0;
  if (a_negative != (b.value < 0)) return a_negative;
  return a_negative ? larger_magnitude(a, b) : larger_magnitude(b, a);
}

// Flags of one output, not exclusive. R(f) is f rounded in the mode asked for.
enum OutputVerdict : std::uint16_t {
  correctly_rounded = 1 << 0,  // bit-equal to R(f), sign of zero included; any NaN matches any NaN
  faithful = 1 << 1,           // RD(f) or RU(f); for exact f, f
  wrong_nan = 1 << 2,          // NaN where a number is due, or a number where NaN is due
  early_overflow = 1 << 3,     // infinite with f's sign, R(f) finite, |f| >= 2^emax: scored as 2^(emax+1)
  missed_overflow = 1 << 4,    // finite, R(f) infinite
  wrong_infinity = 1 << 5,     // every other infinity where R(f) is finite, or one of the wrong sign
  wrong_sign = 1 << 6,         // y and f of opposite sign, neither zero
  zero_sign = 1 << 7,          // zero of the wrong sign
  flushed = 1 << 8,            // zero where R(f) is not zero
};
// Any of these breaks a claim whatever the ulp.
inline constexpr std::uint16_t claim_breaking =
    wrong_nan | early_overflow | missed_overflow | wrong_infinity | wrong_sign;

struct Score {
  std::uint16_t verdicts = 0;
  bool scored = false;  // false: no ulp figure exists
  UlpError error{};     // 0 when not scored
};

// y / ulp as a double times 2^scale, scale as in UlpError.
inline UlpError in_ulps(double y, int ulp_exponent) {
  const double scaled = std::ldexp(y, -ulp_exponent);
  if (std::abs(scaled) < 0x1p1000) return {scaled, 0};
  int exponent = 0;
  const double fraction = std::frexp(y, &exponent);
  return {2 * fraction, exponent - 1 - ulp_exponent};
}

namespace detail {

// The verdicts of a number `got` that is not R(f), where R(f) is a number too.
inline std::uint16_t number_verdicts(const FormatTraits& f, std::uint64_t got, const Expected& expected) {
  const bool same_sign = is_negative(f, got) == is_negative(f, expected.rounded);
  const bool rounded_infinite = is_infinite(f, expected.rounded);
  const bool f_zero = is_zero(f, expected.rounded) && expected.tail == 0;
  const int toward_f = (expected.tail > 0 ? 1 : 0) - (expected.tail < 0 ? 1 : 0);
  unsigned verdicts = 0;
  // The number on the other side of f: one ordinal from R(f) towards f, infinities included. (An exact
  // infinity has no other side.)
  if (toward_f != 0 && same_sign && ordinal(f, got) == ordinal(f, expected.rounded) + toward_f) verdicts |= faithful;
  if (is_zero(f, got)) {
    if (!same_sign) verdicts |= zero_sign;
    if (!is_zero(f, expected.rounded)) verdicts |= flushed;
  } else if (is_infinite(f, got)) {
    const bool early = !rounded_infinite && same_sign && expected.exponent >= f.emax;
    verdicts |= early ? early_overflow : wrong_infinity;
  } else {
    if (!same_sign && !f_zero) verdicts |= wrong_sign;
    if (rounded_infinite) verdicts |= missed_overflow;
  }
  return static_cast<std::uint16_t>(verdicts);
}

// The error of a finite `got`, or of one that overflowed early, which counts as 2^(emax+1).
inline UlpError number_error(const FormatTraits& f, std::uint64_t got, const Expected& expected) {
  const int ulp_exponent = expected.exponent - f.precision + 1;
  const UlpError y = is_infinite(f, got)
                         ? UlpError{std::ldexp(is_negative(f, got) ? -1.0 : 1.0, f.emax + 1 - ulp_exponent), 0}
                         : in_ulps(widen(f, got), ulp_exponent);
  if (y.scale != 0) return y;  // beyond 2^1000 ulp the exact value is nothing beside it
  const double rounded_ulps = std::ldexp(widen(f, expected.rounded), -ulp_exponent);  // an integer, at most 2^p
  return {y.value - rounded_ulps - static_cast<double>(expected.tail) * tail_unit, 0};
}

}  // namespace detail

// `got` and expected.rounded are bits of format f.
inline Score score(const FormatTraits& f, std::uint64_t got, const Expected& expected) {
  const bool got_nan = is_nan(f, got);
  if (is_nan(f, expected.rounded) || got_nan) {
    if (got_nan && is_nan(f, expected.rounded)) return {correctly_rounded | faithful, true, {}};
    return {wrong_nan, false, {}};
  }
  if (got == expected.rounded) {
    if (is_infinite(f, got)) return {correctly_rounded | faithful, true, {}};
    return {correctly_rounded | faithful, true, {0 - static_cast<double>(expected.tail) * tail_unit, 0}};
  }
  Score result;
  result.verdicts = detail::number_verdicts(f, got, expected);
  result.scored = (result.verdicts & (wrong_infinity | missed_overflow)) == 0;
  if (result.scored) result.error = detail::number_error(f, got, expected);
  return result;
}

}  // namespace softplus_bench
