// The gate's checks row by row: accuracy and speed in one line.
#pragma once

#include <string>
#include <vector>

#include "reports/gate_report.hpp"

namespace softplus_bench {

struct GateRow {
  std::string id;
  const GateCheck* accuracy = nullptr;  // the worst of its accuracy, null where there is none; of its speed likewise
  const GateCheck* speed = nullptr;
  std::string words;  // "12 % faster but 1.9 -> 7757 ulp"; "" where there is no figure
};

// In the order of worst_first, an id once; the report must outlive them. Instruction counts are in `speed` only where
// no time is.
std::vector<GateRow> rows_of(const GateReport& report);

// Where the source of a row stands in this repository, by its id: "impls/portable/softplus/naive.cpp". A row that is
// none of ours (a plug-in, a process) has the first two words of its id, and what is no row ("run") the gate's suite.
std::string source_of(std::string_view id);

}  // namespace softplus_bench
