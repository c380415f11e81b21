// A comparison for the terminal, and as JSON.
#pragma once

#include <cstddef>
#include <string>

#include "reports/comparison.hpp"
#include "reports/terminal.hpp"

namespace softplus_bench {

// The answer, what differs in identity, then a table for each kind of change, worst first; of a kind at most `most`
// changes, the others counted.
std::string comparison_text(const Comparison& comparison, const TableOptions& options, std::size_t most = 20);

// Every change, with every digit.
std::string comparison_json(const Comparison& comparison);

}  // namespace softplus_bench
