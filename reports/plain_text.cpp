#include "reports/plain_text.hpp"

#include <nlohmann/json.hpp>

#include "reports/record_json.hpp"

namespace softplus_bench {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

// Of valid UTF-8: how long the character at the start is.
std::size_t length_of_character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

bool within(std::string_view character, std::string_view first, std::string_view last) {
  return character.size() == first.size() && character >= first && character <= last;
}

bool is_blank(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  return (character.size() == 1 && (first < 0x20 || first == 0x7f)) || within(character, "\xc2\x80", "\xc2\x9f") ||
         within(character, "\xe2\x80\xa8", "\xe2\x80\xa9");
}

bool is_forbidden(std::string_view character) {
  return within(character, "\xe2\x80\xaa", "\xe2\x80\xae") || within(character, "\xe2\x81\xa6", "\xe2\x81\xa9") ||
         within(character, "\xef\xbf\xbe", "\xef\xbf\xbf");
}

}  // namespace

std::string plain_text(std::string_view text) {
  // Written and read as JSON, which replaces what is no UTF-8.
  const auto valid = nlohmann::json::parse(json_of(text)).get<std::string>();
  std::string result;
  result.reserve(valid.size());
  for (std::string_view rest = valid; !rest.empty();) {
    const std::string_view character = rest.substr(0, length_of_character(rest));
    rest.remove_prefix(character.size());
    result += is_blank(character) ? " " : is_forbidden(character) ? replacement : character;
  }
  return result;
}

}  // namespace softplus_bench
