// The gate's speed.
#include "cli/gate.hpp"

namespace softplus_bench::cli {

void judge_speed(const GateOptions& options, GateReport& report) {
  if (options.what == "speed") report.notes.emplace_back("speed: nothing to judge against");
}

}  // namespace softplus_bench::cli
