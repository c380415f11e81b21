// Speed rows of plug-ins: timed by the same harness as all others, in a process that loads the plug-in.
//
// Each file has a worker (suites/worker.hpp) of its own, so that none takes the rows of another along. In it stand
// arrays of the same plan, the same inputs, and copy and relu: a row's ratios are to the controls of its own process,
// which share its arrays and where these happen to lie. That is what rows of the program itself are compared with, too.
//
// In L1 on one thread all processes are tied to one core, and their epochs alternate in the rounds of one run. Each
// epoch, also those of the program's own rows, then begins after a walk over its arrays that is not timed: the process
// before has driven them out of the cache. In larger footprints that would cost far more than what is timed, and
// threads wait by spinning on the cores that others need: there each process has rounds to itself, one after another.
#pragma once

#include <map>
#include <span>
#include <string>

#include "suites/remote_group.hpp"
#include "suites/speed_group.hpp"

namespace softplus_bench {

// Whether any of the rows is one of a plug-in's file (suites/plugins.hpp).
bool any_of_plugins(std::span<const SpeedRow> rows);

// Groups of which some rows may be those of plug-ins.
class PluginGroups {
 public:
  // As measure_speed_group, which it is for rows of the program itself. A row that ends its worker fails in all groups
  // that follow, without being called.
  SpeedGroupResult measure(std::span<const SpeedRow> rows, const FootprintPlan& plan, const SpeedGroupOptions& options);

 private:
  std::map<std::string, std::string> ended_;
};

// All rows, the program's own too, in one worker that loads the files of all: for rows that are to be told apart, which
// then share their arrays and all else.
SpeedGroupResult measure_in_one_worker(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                       const SpeedGroupOptions& options);

// Tasks that are timed for the group besides its rows: the controls of each process.
std::size_t control_tasks(std::span<const SpeedRow> rows);

}  // namespace softplus_bench
