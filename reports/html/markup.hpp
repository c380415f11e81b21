// Small pieces of HTML.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <iterator>
#include <string>
#include <string_view>

#include "reports/view.hpp"

namespace softplus_bench::html {

template <class... Arguments>
void add(std::string& page, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(page), format, std::forward<Arguments>(arguments)...);
}

// Safe as text and inside a quoted attribute. Control characters that HTML forbids become U+FFFD.
std::string escape(std::string_view text);

// A cell with a number; the exact value is its title where it differs from what is shown. `classes`
// go beside "n", which aligns to the right.
std::string number_cell(std::string_view shown, std::string_view exact = {}, std::string_view classes = {});
// The cells of a record's column, by what it holds.
std::string ulp_cell(const Record& record, std::string_view column, std::string_view classes = {});
// max_ulp, marked where it is a lower bound.
inline constexpr std::string_view at_least = "≥ ";
std::string max_ulp_cell(const Record& record);
std::string count_cell(const Record& record, std::string_view column);
std::string percent_cell(const Record& record, std::string_view column);
std::string display_3_cell(const Record* record, std::string_view column);  // empty for no record
// Input or output from the text of its bits: decimal shown, hexadecimal and bits in the title.
std::string bits_cell(const Group& group, std::string_view bits_text);

// "met", "broken", "not compared" or "no claim", with a class and a sign that needs no colour.
std::string claim_cell(const ClaimVerdict* claim);
// "3 NaN, 12 infinities" in words, or nothing.
std::string failures_text(const Record& record);

// <th scope=col> for each header; one that starts with '#' is a column of numbers.
std::string header_row(std::initializer_list<std::string_view> headers);
// A table that scrolls inside its own box; end it with table_end.
std::string table_start(std::string_view caption, std::string_view classes = {});
inline constexpr std::string_view table_end = "</tbody></table></div>\n";

// Calls body(group) for every group with accuracy (or with speed) under a heading with an id; where there
// are several functions each has its own <details>, the first one open.
enum class With : bool { accuracy, speed };
void for_each_group(const View& view, With with, std::string_view section, std::string& page,
                    const std::function<void(const Group&)>& body);

}  // namespace softplus_bench::html
