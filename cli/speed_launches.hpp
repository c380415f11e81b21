// Several launches of one run of speed, each in a process of its own: what differs between processes (where code and
// data lie, what else runs) then shows as a difference between launches.
#pragma once

#include <string>
#include <vector>

#include "core/record.hpp"
#include "suites/suite.hpp"

namespace softplus_bench::cli {

struct SpeedLaunches {
  Suite suite;                    // whose [speed] says how
  std::vector<std::string> rows;  // ids, with or without "[beta=2]"
  std::vector<std::string> plugins{};
  std::size_t layouts = 0;  // of scalar rows, besides the usual one
  unsigned launches = 3;
  bool quiet = false;
};

// The runs, in order; fewer where Ctrl-C came in between. Throws UsageError or std::runtime_error with what the child
// said where it could not measure.
std::vector<Run> launch(const SpeedLaunches& wanted);

}  // namespace softplus_bench::cli
