// What failed, as commands that GitHub shows beside the code.
#pragma once

#include <cstddef>
#include <string>

#include "reports/gate_report.hpp"

namespace softplus_bench {

inline constexpr std::size_t most_annotations = 10;  // GitHub shows no more of a kind and step

// A line each, worst first: "::error file=impls/portable/softplus/naive.cpp,line=1,title=...::...". Errors, warnings
// for what stays undecided, notices for what is advisory; nothing for what passed or was skipped. Where there are more
// than most_annotations, the last one says how many more. Nothing in a text can end the line or start another command.
std::string annotations(const GateReport& report, const GateRule& rule);

}  // namespace softplus_bench
