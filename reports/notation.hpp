// How inputs and outputs are written for a reader: decimal, hexadecimal, bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/format.hpp"

namespace softplus_bench {

// Null for a name that is no format.
const FormatTraits* find_format(std::string_view name);

// "0x3f800000" -> the bits; nothing where the text is not that.
std::optional<std::uint64_t> parse_bits(std::string_view text);

// Shortest decimal that reads back the same in the format: "0.1", "-inf", "nan".
std::string decimal_of(const FormatTraits& format, std::uint64_t bits);
// C99 hexadecimal: "0x1.99999ap-4".
std::string hex_of(const FormatTraits& format, std::uint64_t bits);

// The same from the text of a column; pairs "0x...;0x..." become "a;b". Text that is no bits of the
// format stays as it is.
std::string decimal_of(const FormatTraits* format, std::string_view bits_text);
std::string hex_of(const FormatTraits* format, std::string_view bits_text);

}  // namespace softplus_bench
