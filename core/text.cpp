#include "core/text.hpp"

#include <array>
#include <cfenv>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/narrow.hpp"
#include "core/record.hpp"

namespace softplus_bench {
namespace {

std::string word_of(const FormatTraits& f, std::uint64_t bits) {
  if (is_nan(f, bits)) return "nan";
  return is_negative(f, bits) ? "-inf" : "inf";
}

// Shortest decimal of a 16-bit number: the fewest digits that round back to it.
std::string shortest_narrow(const FormatTraits& f, std::uint64_t bits) {
  const double value = widen(f, bits);
  std::array<char, 40> buffer{};
  for (int digits = 1; digits <= 9; ++digits) {
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, digits);
    double back = 0;
    std::from_chars(buffer.data(), end.ptr, back);
    if (narrow_bits(f, back) == bits) return shortest(back);
  }
  return shortest(value);
}

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::optional<std::uint64_t> parse_hex_integer(std::string_view text, std::size_t most_digits) {
  if (text.size() < 3 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X')) return std::nullopt;
  text.remove_prefix(2);
  if (text.size() > most_digits) return std::nullopt;
  std::uint64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// Rounding to double first and then to the format would round twice, unless the double is rounded to odd: a number
// between two doubles becomes the one whose last bit is 1. strtod follows the rounding direction, for texts of any
// length.
double read_to_odd(const std::string& text) {
  const int direction = std::fegetround();
  std::fesetround(FE_DOWNWARD);
  const double below = std::strtod(text.c_str(), nullptr);
  std::fesetround(FE_UPWARD);
  const double above = std::strtod(text.c_str(), nullptr);
  std::fesetround(direction);
  return (std::bit_cast<std::uint64_t>(below) & 1) != 0 ? below : above;
}

}  // namespace

std::string bits_text(const FormatTraits& f, std::uint64_t bits) {
  std::array<char, 24> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "0x%0*llx", f.hex_digits(), static_cast<unsigned long long>(bits));
  return buffer.data();
}

std::string decimal_text(const FormatTraits& f, std::uint64_t bits) {
  if (!is_finite(f, bits)) return word_of(f, bits);
  if (f.id == FormatId::binary64) return shortest(std::bit_cast<double>(bits));
  if (f.id == FormatId::binary32) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), from_bits<float>(bits));
    return {buffer.data(), end.ptr};
  }
  return shortest_narrow(f, bits);
}

std::string hex_text(const FormatTraits& f, std::uint64_t bits) {
  if (!is_finite(f, bits)) return word_of(f, bits);
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%a", widen(f, bits));
  return buffer.data();
}

std::string ulp_text(UlpError error) {
  if (const double whole = std::ldexp(error.value, error.scale); std::isfinite(whole)) return shortest(whole);
  const double log10 = std::log10(std::abs(error.value)) + error.scale * 0.30102999566398120;
  const double exponent = std::floor(log10);
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%s%.5fe+%.0f", error.value < 0 ? "-" : "",
                std::pow(10, log10 - exponent), exponent);
  return buffer.data();
}

std::optional<std::uint64_t> parse_bits(const FormatTraits& f, std::string_view text) {
  if (text.size() != static_cast<std::size_t>(f.hex_digits()) + 2) return std::nullopt;
  return parse_hex_integer(text, static_cast<std::size_t>(f.hex_digits()));
}

std::optional<std::uint64_t> parse_number(const FormatTraits& f, std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.ends_with(":bits")) {
    text.remove_suffix(5);
    return parse_hex_integer(text, static_cast<std::size_t>(f.hex_digits()));
  }
  std::string number(text);
  const bool negative = !number.empty() && number[0] == '-';
  const std::string_view unsigned_part = std::string_view(number).substr(negative || number.starts_with('+') ? 1 : 0);
  if (unsigned_part.empty()) return std::nullopt;
  const std::uint64_t sign = negative ? f.sign_bit() : 0;
  if (unsigned_part == "inf" || unsigned_part == "infinity") return sign | f.infinity_bits();
  if (unsigned_part == "nan") return sign | f.nan_bits();
  // strtod also takes words, blanks and signs that are not ours.
  if (!is_hex_digit(unsigned_part[0]) && unsigned_part[0] != '.') return std::nullopt;
  char* end = nullptr;
  const double nearest = std::strtod(number.c_str(), &end);
  if (end != number.c_str() + number.size()) return std::nullopt;
  if (f.id == FormatId::binary64) return std::bit_cast<std::uint64_t>(nearest);
  if (f.id == FormatId::binary32) return to_bits(std::strtof(number.c_str(), nullptr));
  return narrow_bits(f, read_to_odd(number));
}

}  // namespace softplus_bench
