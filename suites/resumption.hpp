// What an earlier attempt at a plan leaves to do. Pure.
#pragma once

#include <vector>

#include "core/checkpoint.hpp"
#include "core/record.hpp"
#include "suites/plan.hpp"

namespace softplus_bench {

struct Resumption {
  Checkpoint checkpoint;        // of jobs whose records are all there, and of the one under way
  std::vector<Record> kept;     // of those jobs, and of groups of speed rows timed whole; in the order of the plan
  std::vector<SpeedRow> speed;  // to be timed still
};

// What was delivered without its job's end being known comes again, so no record comes twice. Rows of speed are
// measured beside each other and the controls: a group of which one is missing is timed again as a whole.
Resumption resumption_of(const Plan& plan, const Checkpoint& earlier, const std::vector<Record>& records);

}  // namespace softplus_bench
