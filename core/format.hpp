// The floating-point formats that are measured, as data and as types.
//
// Bits of every format travel as std::uint64_t, right aligned. `binary64` and `binary32` are the
// machine's double and float; the 16-bit types are storage-only carriers of bits, because not every
// supported compiler has _Float16 or __bf16.
#pragma once

#ifdef __FAST_MATH__
#error "fast-math removes NaN tests and compensated sums: never compile the harness with it"
#endif

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace softplus_bench {

enum class FormatId : std::uint8_t { binary64, binary32, binary16, bfloat16 };

// IEEE 754 parameters: precision p in bits (hidden bit included), exponents of significands in [1, 2).
struct FormatTraits {
  FormatId id;
  std::string_view name;
  int bits;
  int precision;
  int emin;
  int emax;

  constexpr int fraction_bits() const { return precision - 1; }
  constexpr std::uint64_t sign_bit() const { return std::uint64_t{1} << (bits - 1); }
  constexpr std::uint64_t fraction_mask() const { return (std::uint64_t{1} << fraction_bits()) - 1; }
  constexpr std::uint64_t infinity_bits() const { return (sign_bit() - 1) & ~fraction_mask(); }
  constexpr std::uint64_t max_finite_bits() const { return infinity_bits() - 1; }
  constexpr std::uint64_t nan_bits() const { return infinity_bits() | (fraction_mask() ^ (fraction_mask() >> 1)); }
  // Hexadecimal digits of the bits, without 0x.
  constexpr int hex_digits() const { return bits / 4; }
};

inline constexpr std::array<FormatTraits, 4> all_formats{{
    {FormatId::binary64, "binary64", 64, 53, -1022, 1023},
    {FormatId::binary32, "binary32", 32, 24, -126, 127},
    {FormatId::binary16, "binary16", 16, 11, -14, 15},
    {FormatId::bfloat16, "bfloat16", 16, 8, -126, 127},
}};

constexpr const FormatTraits& traits(FormatId id) { return all_formats[static_cast<std::size_t>(id)]; }

struct binary16 {
  std::uint16_t bits;
  friend constexpr bool operator==(binary16, binary16) = default;
};
struct bfloat16 {
  std::uint16_t bits;
  friend constexpr bool operator==(bfloat16, bfloat16) = default;
};

template <class T>
inline constexpr bool is_format =
    std::is_same_v<T, double> || std::is_same_v<T, float> || std::is_same_v<T, binary16> || std::is_same_v<T, bfloat16>;
template <class T>
concept FloatFormat = is_format<T>;

template <FloatFormat T>
inline constexpr FormatId format_id = std::is_same_v<T, double>     ? FormatId::binary64
                                      : std::is_same_v<T, float>    ? FormatId::binary32
                                      : std::is_same_v<T, binary16> ? FormatId::binary16
                                                                    : FormatId::bfloat16;
template <FloatFormat T>
inline constexpr FormatTraits format_traits = traits(format_id<T>);

// Calls f with std::type_identity<T> for the type of the format.
template <class F>
constexpr decltype(auto) visit_format(FormatId id, F&& f) {
  switch (id) {
    case FormatId::binary64: return std::forward<F>(f)(std::type_identity<double>{});
    case FormatId::binary32: return std::forward<F>(f)(std::type_identity<float>{});
    case FormatId::binary16: return std::forward<F>(f)(std::type_identity<binary16>{});
    case FormatId::bfloat16: break;
  }
  return std::forward<F>(f)(std::type_identity<bfloat16>{});
}

template <FloatFormat T>
constexpr std::uint64_t to_bits(T x) {
  if constexpr (std::is_same_v<T, double>) return std::bit_cast<std::uint64_t>(x);
  else if constexpr (std::is_same_v<T, float>) return std::bit_cast<std::uint32_t>(x);
  else return x.bits;
}

template <FloatFormat T>
constexpr T from_bits(std::uint64_t bits) {
  if constexpr (std::is_same_v<T, double>) return std::bit_cast<double>(bits);
  else if constexpr (std::is_same_v<T, float>) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  else return T{static_cast<std::uint16_t>(bits)};
}

constexpr bool is_negative(const FormatTraits& f, std::uint64_t bits) { return (bits & f.sign_bit()) != 0; }
constexpr std::uint64_t magnitude(const FormatTraits& f, std::uint64_t bits) { return bits & (f.sign_bit() - 1); }
constexpr bool is_nan(const FormatTraits& f, std::uint64_t bits) { return magnitude(f, bits) > f.infinity_bits(); }
constexpr bool is_infinite(const FormatTraits& f, std::uint64_t bits) {
  return magnitude(f, bits) == f.infinity_bits();
}
constexpr bool is_normal(const FormatTraits& f, std::uint64_t bits) {
  return magnitude(f, bits) > f.fraction_mask() && magnitude(f, bits) < f.infinity_bits();
}
constexpr bool is_finite(const FormatTraits& f, std::uint64_t bits) { return magnitude(f, bits) < f.infinity_bits(); }
constexpr bool is_zero(const FormatTraits& f, std::uint64_t bits) { return magnitude(f, bits) == 0; }

// Place on the format's number line: ordinal(-0) = ordinal(+0) = 0 and neighbours differ by 1.
// NaNs lie beyond the infinities.
constexpr std::int64_t ordinal(const FormatTraits& f, std::uint64_t bits) {
  const auto m = static_cast<std::int64_t>(magnitude(f, bits));
  return is_negative(f, bits) ? -m : m;
}
// The inverse, with ordinal 0 giving +0.
constexpr std::uint64_t bits_at_ordinal(const FormatTraits& f, std::int64_t place) {
  return place < 0 ? (static_cast<std::uint64_t>(-place) | f.sign_bit()) : static_cast<std::uint64_t>(place);
}
template <FloatFormat T>
constexpr std::int64_t ordinal(T x) {
  return ordinal(format_traits<T>, to_bits(x));
}

// Every bit pattern in increasing order (IEEE 754 totalOrder): index 0 is the negative NaN of largest
// payload, 2^(bits-1) - 1 is -0, 2^(bits-1) is +0. A range of indices is a range of inputs, NaNs included.
constexpr std::uint64_t bits_at_index(const FormatTraits& f, std::uint64_t index) {
  return index < f.sign_bit() ? (f.sign_bit() | (f.sign_bit() - 1 - index)) : index - f.sign_bit();
}
constexpr std::uint64_t index_of_bits(const FormatTraits& f, std::uint64_t bits) {
  return is_negative(f, bits) ? f.sign_bit() - 1 - magnitude(f, bits) : bits + f.sign_bit();
}

}  // namespace softplus_bench
