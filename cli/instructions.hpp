// Instructions an element, counted by valgrind in a process of its own.
#pragma once

#include <string>
#include <vector>

#include "cli/gate.hpp"
#include "reports/instructions_gate.hpp"

namespace softplus_bench::cli {

// Why nothing can be counted here ("valgrind is not installed: ..."); empty where it can.
std::string why_no_instructions();

// Of the rows, each on the inputs that it is timed on (uniform, in L1). A row that valgrind cannot run is skipped by
// name. None at all: valgrind and what it shows alone. Throws std::runtime_error where valgrind failed.
InstructionCounts counted_instructions(const std::vector<std::string>& rows, const std::vector<std::string>& plugins);

// gate --instructions.
void judge_instruction_counts(const GateOptions& options, GateReport& report);

// ab --instructions: a line a row with its count and the ratio to the first.
std::string instructions_text(const std::vector<std::string>& rows, const std::vector<std::string>& plugins);

}  // namespace softplus_bench::cli
