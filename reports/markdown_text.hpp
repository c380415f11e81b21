// Pieces of GitHub-flavoured Markdown that words of a run cannot break out of, and tables that keep to a length.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace softplus_bench {

// A text of the run as code, which neither links nor mentions anybody, shortened to `longest` characters. What
// backquotes cannot hold within a table is written with every sign as a character reference, which is never markup.
std::string markdown_code(std::string_view text, std::size_t longest = 80);

// A sentence of ours that may hold words of the run: those of more than letters and digits are code.
std::string markdown_sentence(std::string_view text, std::size_t longest = 300);

// Bits of a format as "decimal (bits)", both as code; "" for none.
std::string markdown_bits(const std::string& format, const std::string& bits);

struct MarkdownTable {
  std::string heading;
  std::string header;  // with the line of dashes; empty: a list
  std::vector<std::string> rows;
  std::size_t most = 40;  // rows, save the last table's
};

// Adds each table that has rows, as many of them as fit in `most_bytes` of text; returns how many rows there was no
// room for. Room for a last line of `last_line` bytes is kept.
std::size_t add_tables(std::string& text, std::span<const MarkdownTable> tables, std::size_t most_bytes,
                       std::size_t last_line);

}  // namespace softplus_bench
