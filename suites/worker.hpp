// A build of this project as a worker: it times what another process asks for, one epoch at a time.
//
// `softplus-bench worker` reads requests from stdin and answers on stdout, each one line of words between single
// blanks, in ASCII, ended by a line feed; an answer begins with "ok", or with "failed" and the reason. What kernels or
// libraries print goes to stderr. It ends with 0 when stdin does.
//
//   hello 1                                       ok 1 COMMIT
//   rows                                          ok N; the N lines that follow are the ids that can be timed here
//   open ID METRIC FOOTPRINT MIX IN_PLACE PLANTED SEED LAYOUT...
//                                                 ok ELEMENTS LAYOUT...
//   begin METRIC FOOTPRINT MIX THREADS SEED BLOCK_BYTES BLOCKS WHOLE       ok
//   row ID IN_PLACE                               ok
//   make                                          ok ELEMENTS PASS_ELEMENTS
//   run TASK PASSES                               ok NS TICKS
//   verify TASK                                   ok
//   close                                         ok
//
// hello comes first and names the version of this protocol; the answer names the worker's own, and the two go on only
// if they are equal. A change of what a word means, or of what is timed, is a new version: the other side may be a
// build of another year.
// open makes the arrays and tasks of one row: METRIC, FOOTPRINT and MIX as in row names, IN_PLACE 0 or 1, PLANTED the
// share of SpeedGroupOptions::planted_share, SEED that of the inputs, LAYOUT names of suites/layout.hpp, the usual one
// called "usual". The answer has the elements of one pass and the layouts that this build can time, in order: tasks 0,
// 1, ... are the row in each of these, the last task is the control kernel relu. At most one group is open.
// begin, row and make make a group as run speed has it, of several rows (and control kernels) on the same arrays: tasks
// 0, 1, ... are the rows in order, the last two copy and relu. BLOCK_BYTES and BLOCKS are those of its footprint
// (suites/footprint.hpp), for each of THREADS threads. `row` calls the kernel on one block, some times, and refuses the
// row where outputs differ, something else was written or the floating-point environment was left changed; a kernel
// that ends the process or never returns does so while its row is named. ELEMENTS are those of an array,
// PASS_ELEMENTS those of a pass of all threads. WHOLE, 0 or 1: see run.
// run times PASSES passes after one that is not timed (which brings code, data and branch predictors back after another
// process had the core), or where WHOLE was 1 after so many as walk over all of the arrays, and compares outputs; NS is
// the time of all passes, the clock's own taken off, TICKS the same in ticks of the time-stamp counter, 0 where there
// is none. verify compares all outputs of the run before, of the same task.
//
// In small footprints each run of a task of `open` takes the next of several places for its arrays. Processors that
// predict the way of a cache from a few bits of the address (AMD's) are slowed when input and output agree in these: in
// 5 % of all processes relu took 6 to 38 % longer as long as they lived, and kernels of vectors up to 24 %. With
// several places that is a part of the epochs, which no median sees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suites/speed_group.hpp"
#include "suites/worker_rows.hpp"

namespace softplus_bench {

inline constexpr int worker_protocol_version = 1;
inline constexpr std::string_view usual_layout = "usual";

class Worker {
 public:
  // The answer to one request, without the last line feed. Never throws for what a request says or a kernel does.
  std::string answer(std::string_view request);

 private:
  std::string open(const std::vector<std::string>& words);
  std::string begin(const std::vector<std::string>& words);
  std::string add_row(const std::vector<std::string>& words);
  std::string make();
  void close();
  std::string run(const std::vector<std::string>& words);
  std::string verify(const std::vector<std::string>& words);
  std::size_t task_from(const std::string& word) const;

  EpochTimer timer_;
  std::vector<SpeedGroupTasks> places_;  // the same tasks on arrays in different places
  std::vector<std::size_t> turns_;       // of each task: which place it is run in next
  std::size_t warm_up_passes_ = 1;
  // Of a group that was begun.
  SpeedRow conditions_;
  FootprintPlan plan_;  // no blocks: none was
  SpeedGroupOptions options_;
  std::vector<SpeedRow> rows_;
  bool is_warmed_whole_ = false;
};

// Answers what comes on `in` until it ends. 0, or 1 when an answer cannot be written.
int serve_worker(int in, int out);

}  // namespace softplus_bench
