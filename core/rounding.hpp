// The rounding modes of IEEE 754 that a result can be asked for in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace softplus_bench {

// nearest: ties to even.
enum class Rounding : std::uint8_t { nearest, upward, downward, toward_zero };

inline constexpr std::array all_roundings{Rounding::nearest, Rounding::upward, Rounding::downward,
                                          Rounding::toward_zero};

constexpr std::string_view name_of(Rounding rounding) {
  constexpr std::string_view names[] = {"nearest", "upward", "downward", "toward_zero"};
  return names[static_cast<std::size_t>(rounding)];
}

// For a reader: "rounding upward".
constexpr std::string_view words_of(Rounding rounding) {
  constexpr std::string_view words[] = {"to nearest", "upward", "downward", "toward zero"};
  return words[static_cast<std::size_t>(rounding)];
}

// As on the command line: --rounding n|u|d|z.
constexpr std::string_view letter_of(Rounding rounding) {
  constexpr std::string_view letters[] = {"n", "u", "d", "z"};
  return letters[static_cast<std::size_t>(rounding)];
}
constexpr std::optional<Rounding> rounding_named(std::string_view name) {
  for (const Rounding rounding : all_roundings)
    if (name_of(rounding) == name) return rounding;
  return std::nullopt;
}
constexpr std::optional<Rounding> rounding_of_letter(std::string_view letter) {
  for (const Rounding rounding : all_roundings)
    if (letter_of(rounding) == letter) return rounding;
  return std::nullopt;
}

// Whether a value of this sign that is no number of the format is rounded to the neighbour of larger magnitude.
// Directed modes only: to nearest that depends on the value.
constexpr bool away_from_zero(Rounding rounding, bool negative) {
  return rounding == (negative ? Rounding::downward : Rounding::upward);
}

}  // namespace softplus_bench
