// The gate's speed against an old binary.
#pragma once

#include <span>
#include <string>

#include "cli/gate.hpp"
#include "suites/versus.hpp"

namespace softplus_bench::cli {

// Times this very program against options.old_binary, turn by turn, and adds a check of lane speed for each row. Rows
// that the old build does not have are skipped, rows that could not be timed are missing. Stopped: adds nothing.
// Throws UsageError where the binary or the margin is none.
void judge_speed_against_old(const GateOptions& options, std::span<const VersusRow> rows, GateReport& report);

// What one row's result is to the gate.
GateCheck check_of(const VersusResult& result, const GateOptions& options);

}  // namespace softplus_bench::cli
