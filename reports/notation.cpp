#include "reports/notation.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "core/narrow.hpp"
#include "core/text.hpp"

namespace softplus_bench {
namespace {

template <class... Arguments>
std::string to_text(Arguments... arguments) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), arguments...);
  return {buffer.data(), end.ptr};
}

std::string word_of(double x) { return std::isnan(x) ? "nan" : x > 0 ? "inf" : "-inf"; }

// Calls write for each of the bit patterns in "0x...;0x...".
template <class Write>
std::string for_each_input(const FormatTraits* format, std::string_view text, Write write) {
  std::string result;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(';', start), text.size());
    const auto bits = parse_bits(text.substr(start, end - start));
    if (format == nullptr || !bits) return std::string(text);
    if (start > 0) result += ';';
    result += write(*format, *bits);
    start = end + 1;
  }
  return result;
}

}  // namespace

const FormatTraits* find_format(std::string_view name) {
  for (const auto& format : all_formats)
    if (format.name == name) return &format;
  return nullptr;
}

std::optional<std::uint64_t> parse_bits(std::string_view text) {
  std::uint64_t bits = 0;
  if (text.size() < 3 || !text.starts_with("0x")) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), bits, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return bits;
}

std::string decimal_of(const FormatTraits& format, std::uint64_t bits) { return decimal_text(format, bits); }

std::string hex_of(const FormatTraits& format, std::uint64_t bits) {
  const double x = widen(format, bits);
  if (!std::isfinite(x)) return word_of(x);
  const std::string text = to_text(std::abs(x), std::chars_format::hex);
  return (std::signbit(x) ? "-0x" : "0x") + text;
}

std::string decimal_of(const FormatTraits* format, std::string_view bits_text) {
  return for_each_input(format, bits_text, [](const auto& f, std::uint64_t bits) { return decimal_of(f, bits); });
}

std::string hex_of(const FormatTraits* format, std::string_view bits_text) {
  return for_each_input(format, bits_text, [](const auto& f, std::uint64_t bits) { return hex_of(f, bits); });
}

}  // namespace softplus_bench
