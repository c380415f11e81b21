// What each column of accuracy.csv and speed.csv means.
#pragma once

#include <string_view>

#include "core/record.hpp"

namespace softplus_bench {

// One line with its unit; empty for a name that is no column.
std::string_view definition_of(std::string_view column);

// Columns whose values are always text, so that the word inf in them is no number.
bool holds_text(std::string_view column);

}  // namespace softplus_bench
