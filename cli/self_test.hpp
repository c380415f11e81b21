// The parts of `gate --self-test`: faults of known size and place, and right kernels, judged as the gate judges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/gate.hpp"

namespace softplus_bench::cli {

// One thing that was planted, or right ones that must pass.
struct SelfTestEntry {
  std::string name;      // "three_ulp_region", "copies"
  std::string words;     // "3 ulp up in one region"
  std::string id;        // "softplus/fused/binary32/avx512", "20 rows"
  bool is_fault = true;  // else it must pass
  std::string place;     // "x = 1.5 (0x3fc00000)"; may be empty
  std::string witness;   // what the gate printed of it: "x = 1.5 (0x3fc00000)", "1.121 times as long"; may be empty
  std::string seen_by;   // "claim, snapshot"
  std::size_t tried = 1;
  std::size_t good = 0;                 // of those tried: seen, or passed
  bool as_due = false;                  // seen by all that should, at its place; passed
  bool undecided = false;               // the machine was too noisy to tell: neither seen nor missed
  std::vector<std::string> findings{};  // what the gate said, a line each
};

// Of n rows, those that the gate called slower.
struct SlowerCount {
  std::size_t slower = 0;
  std::size_t n = 0;
  bool was_counted() const { return n != 0; }
};

struct SelfTestFigures {
  std::uint64_t seed = 0;
  std::vector<SelfTestEntry> entries{};
  SlowerCount power;                   // rows with a delay
  SlowerCount false_alarms;            // copies
  std::vector<double> noise_floors{};  // of each row timed, a share
  double seconds = 0;
  bool interrupted = false;
};

// Whether the self-test was asked for what is so called: by `--plant`, or by no `--plant` at all.
bool is_wanted(const GateOptions& options, std::string_view name);

// Wrong results, and the right kernel over the same inputs.
void plant_wrong_results(const GateOptions& options, SelfTestFigures& figures);

// Delays, and copies, against this very program.
void plant_delays(const GateOptions& options, SelfTestFigures& figures);

}  // namespace softplus_bench::cli
