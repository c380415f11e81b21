// baseline accept --what speed: ratios of times to those of the control kernels, for this class of machine.
#pragma once

#include <string>

#include "cli/request_options.hpp"

namespace softplus_bench::cli {

struct AcceptSpeedOptions {
  RequestOptions request;  // -f: the rows; none: those of the suite (gate_speed)
  std::string baseline;    // the folder of what was accepted; empty: suites/baseline
  std::string why;
  unsigned launches = 5;
  bool quiet = false;
};

// Fewer would say nothing of how launches differ.
inline constexpr unsigned fewest_launches_to_accept = 3;

// Times the rows, scalar ones in all their layouts too, and puts their entries in the place of those that are there;
// the controls' with them. Prints what changed, and returns the exit code. Throws UsageError where it refuses: fewer
// launches than that, no reason, a dirty tree, a broken claim, a machine that is not fit (why_unfit_to_accept).
int accept_speed(const AcceptSpeedOptions& options);

// The same of counted instructions (needs valgrind).
int accept_instructions(const AcceptSpeedOptions& options);

}  // namespace softplus_bench::cli
