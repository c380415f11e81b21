#include "reports/markdown_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "reports/display.hpp"
#include "reports/notation.hpp"
#include "reports/plain_text.hpp"

namespace softplus_bench {
namespace {

bool is_plain_word(std::string_view word) {
  while (!word.empty() && std::string_view(".,;:)").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  if (word.starts_with('(')) word.remove_prefix(1);
  return std::all_of(word.begin(), word.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  });
}

}  // namespace

std::string markdown_code(std::string_view text, std::size_t longest) {
  if (text.empty()) return "";
  const std::string shown = abbreviated(plain_text(text), longest, "…");
  const bool plain = shown.find_first_of("`|\\") == std::string::npos && shown.front() != ' ' && shown.back() != ' ';
  if (plain) return '`' + shown + '`';
  std::string result = "<code>";
  for (const char c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (letter || byte >= 0x80) result += c;
    else result += fmt::format("&#{};", byte);
  }
  return result + "</code>";
}

std::string markdown_sentence(std::string_view text, std::size_t longest) {
  std::istringstream words(abbreviated(plain_text(text), longest, "…"));
  std::string result;
  for (std::string word; words >> word;)
    result += (result.empty() ? "" : " ") + (is_plain_word(word) ? word : markdown_code(word));
  return result;
}

std::string markdown_bits(const std::string& format, const std::string& bits) {
  if (bits.empty()) return "";
  return fmt::format("{} ({})", markdown_code(decimal_of(find_format(format), bits), 40), markdown_code(bits, 40));
}

std::size_t add_tables(std::string& text, std::span<const MarkdownTable> tables, std::size_t most_bytes,
                       std::size_t last_line) {
  std::size_t left_out = 0;
  for (const MarkdownTable& table : tables) {
    std::size_t written = 0;
    for (const std::string& row : table.rows) {
      const bool headed = written == 0 && !table.heading.empty();
      const std::string start = headed ? table.heading + "\n\n" + table.header : "";
      const bool fits = text.size() + start.size() + row.size() + last_line <= most_bytes;
      if (!fits || written == table.most) break;
      text += start + row;
      ++written;
    }
    left_out += table.rows.size() - written;
    if (written > 0) text += '\n';
  }
  return left_out;
}

}  // namespace softplus_bench
