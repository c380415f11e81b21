// The parts of `gate --self-test`: faults of known size and place, and right kernels, judged as the gate judges.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/gate.hpp"
#include "core/record.hpp"

namespace softplus_bench::cli {

// One thing that was planted, or a right one that must pass.
struct SelfTestEntry {
  std::string name;                   // "three_ulp_region", "copies"
  std::string words;                  // "3 ulp up in one region"
  std::string id;                     // "softplus/fused/binary32/avx512"; empty where there are many
  bool is_fault = true;               // else it must pass
  std::string place;                  // "x = 1.5 (0x3fc00000)"
  std::string witness;                // the input that the gate printed; empty where it printed none
  std::string seen_by;                // "claim, snapshot"
  bool as_due = false;                // the fault was seen, by all that should, at its place; the right one passed
  bool undecided = false;             // the machine could not tell: neither seen nor missed
  std::vector<std::string> findings;  // what the gate said, a line each
};

struct SelfTestFigures {
  std::uint64_t seed = 0;
  std::vector<SelfTestEntry> entries;
  Facts facts;  // of speed: power, false alarms, noise floor; in display order
  bool interrupted = false;
};

// Whether the self-test was asked for what is so called: by `--plant`, or by no `--plant` at all.
bool is_wanted(const GateOptions& options, std::string_view name);

// Wrong results, and the right kernel over the same inputs.
void plant_wrong_results(const GateOptions& options, SelfTestFigures& figures);

// Delays, and copies, against this very program.
void plant_delays(const GateOptions& options, SelfTestFigures& figures);

}  // namespace softplus_bench::cli
