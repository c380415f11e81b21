// Numbers of every format as text, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/format.hpp"
#include "core/ulp.hpp"

namespace softplus_bench {

// "0x" and the format's number of hexadecimal digits.
std::string bits_text(const FormatTraits& f, std::uint64_t bits);
// Shortest decimal that reads back as the same number of the format; inf, -inf, nan as words.
std::string decimal_text(const FormatTraits& f, std::uint64_t bits);
// C99 hexadecimal floating point, as "%a" prints a double; inf, -inf, nan as words.
std::string hex_text(const FormatTraits& f, std::uint64_t bits);
// Shortest decimal; beyond double's range six digits and a decimal exponent.
std::string ulp_text(UlpError error);

// Decimal, hexadecimal floating point, "0x...:bits", inf, -inf, nan; decimal and hexadecimal are rounded
// to nearest straight to the format. Empty when the text is none of these, or the bits do not fit.
std::optional<std::uint64_t> parse_number(const FormatTraits& f, std::string_view text);
// "0x" and exactly the format's number of hexadecimal digits.
std::optional<std::uint64_t> parse_bits(const FormatTraits& f, std::string_view text);

}  // namespace softplus_bench
