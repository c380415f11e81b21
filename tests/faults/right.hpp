// The right arithmetic that every fault starts from: symmetric, one format up where there is one.
#pragma once

#include "core/implementation.hpp"

namespace softplus_bench::portable::softplus {
extern constinit const Implementation symmetric;
extern constinit const Implementation symmetric_widened;
}  // namespace softplus_bench::portable::softplus

namespace softplus_bench::faults {

// What it keeps on every input: see impls/portable/softplus/symmetric_widened.cpp and symmetric.cpp.
template <FloatFormat T>
inline constexpr Claim right_claim{std::is_same_v<T, double> ? 1.75 : 0.501};

template <FloatFormat T>
inline T right(T x) noexcept {
  using namespace portable::softplus;
  T y;
  (std::is_same_v<T, double> ? symmetric : symmetric_widened).template variant<T>().kernel(&x, nullptr, &y, 1, nullptr);
  return y;
}

// y moved up by a number of ulp; what is not finite, or would not stay so, is left alone.
template <FloatFormat T>
constexpr T moved_up(T y, int ulps) {
  constexpr FormatTraits format = format_traits<T>;
  const std::uint64_t bits = to_bits(y);
  if (!is_finite(format, bits)) return y;
  const std::int64_t place = ordinal(format, bits) + ulps;
  if (place >= static_cast<std::int64_t>(format.infinity_bits())) return y;
  return from_bits<T>(bits_at_ordinal(format, place));
}

template <FloatFormat T>
constexpr bool is_special(T x) {
  return !is_finite(format_traits<T>, to_bits(x));
}

}  // namespace softplus_bench::faults
