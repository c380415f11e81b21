// Small pieces of HTML. End tags that HTML lets one leave out are left out, quotes too: a page has thousands of cells.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "reports/view.hpp"

namespace softplus_bench::html {

template <class... Arguments>
void add(std::string& page, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(page), format, std::forward<Arguments>(arguments)...);
}

// Safe as text and inside a quoted attribute. Control characters that HTML forbids become U+FFFD, and those that
// turn the direction of what follows (U+202A to 202E, 2066 to 2069) too.
std::string escape(std::string_view text);
// The same as text of any length: beyond `most` bytes in a box that scrolls, so that it hides nothing else.
inline constexpr std::size_t prose = 600;
std::string words(std::string_view text, std::size_t most = 60);
// An attribute's value, in quotes where it must be. Never the last thing in a tag that ends in "/>".
std::string attribute(std::string_view value);
// `parts` that are not empty joined by '-', without white space, as an attribute's value: a stable id.
std::string identifier(std::initializer_list<std::string_view> parts);

// A cell; `classes` is one class or none, "wrap" for prose, `title` what only the cell's title says.
std::string cell(std::string_view shown, std::string_view classes = {}, std::string_view title = {});
// The cells of a record's column, by what it holds.
std::string ulp_cell(const Record& record, std::string_view column);
// max_ulp, marked where it is a lower bound.
inline constexpr std::string_view at_least = "≥ ";
std::string max_ulp_cell(const Record& record);
std::string count_cell(const Record& record, std::string_view column);
std::string percent_cell(const Record& record, std::string_view column);
std::string display_3_cell(const Record* record, std::string_view column);  // empty for no record
// Six digits of an input where it stands exactly elsewhere: "-37.5194".
std::string short_input(const Record& record);
// Input or output from the text of its bits, in decimal.
std::string bits_cell(const Group& group, std::string_view bits_text);
// "met", "broken", "not compared" or "no claim", with a class and a sign that needs no colour.
std::string claim_cell(const ClaimVerdict* claim);
std::string failures_cell(const Record& record);
// "3 NaN, 12 infinities" in words, or nothing.
std::string failures_text(const Record& record);
// The start of a table's row about an implementation: its number and its label.
std::string row_start(const Row& row);
// Where a function in a format stands in the view; null: nowhere.
const Group* find_group(const View& view, std::string_view function, std::string_view format);

// A column of a table: cells are numbers, aligned to the right, unless `align` says otherwise. `source` tells the
// page's script where they are read from, "accuracy.max_ulp.ulp": record, column, how it is shown; empty: it is not to
// be read again.
enum class Align : bool { number, text };
struct Column {
  std::string title;
  Align align = Align::number;
  std::string_view source = {};
};
// A table, which scrolls inside its own box; end it with table_end. `label` names it where it has no caption. The first
// column, the one of row headers, is called `first`. `kind` is its class.
std::string table_start(std::string_view label, std::string_view kind, std::string_view caption, std::string_view first,
                        std::span<const Column> columns);
// The same before its first <tbody>, for tables of several.
std::string table_head(std::string_view label, std::string_view kind, std::string_view caption, std::string_view first,
                       std::span<const Column> columns);
// The <tbody> of a group in a table of several; of none (null) where the view has no such group.
std::string group_body(const View& view, const Group* group);
inline constexpr std::string_view table_end = "</table>\n";
// Opens a section; where the tables of class `kind` have columns with a source, the section names them, once for all.
void section_start(std::string_view id, std::string_view heading, std::string& page, std::string_view kind = {},
                   std::span<const Column> columns = {});

// Calls body(group) for every group with accuracy (or with speed) in a <div class=group> under a heading with an id;
// where there are several functions each has its own <details>, one of them open.
enum class With : bool { accuracy, speed };
void for_each_group(const View& view, With with, std::string_view section, std::string& page,
                    const std::function<void(const Group&)>& body);

}  // namespace softplus_bench::html
