// Counted instructions against those that were accepted. Pure.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "reports/gate_report.hpp"
#include "reports/speed_snapshot.hpp"

namespace softplus_bench {

// A program, a library and a valgrind always count alike; what the rest of a kernel's file does to its code (another
// order of registers, a constant loaded once more) is mostly below this share, and a changed formula above.
inline constexpr double tolerance_of_instructions = 0.005;

struct InstructionCounts {
  std::string valgrind;                                      // "valgrind-3.19.0"
  std::string instruction_sets;                              // that it shows to programs
  std::vector<std::pair<std::string, double>> per_element;   // by id
  std::vector<std::pair<std::string, std::string>> skipped;  // id and reason
};

// A check of lane instructions for each entry. passed: as many or fewer. failed: more than the tolerance allows.
// skipped: what valgrind cannot run, by name. missing: not counted all the same.
std::vector<GateCheck> judge_instructions(std::span<const StoredInstructions> entries, const InstructionCounts& counts,
                                          bool advisory);

}  // namespace softplus_bench
