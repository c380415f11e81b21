// Rows that share format, metric, footprint, input mix and number of threads, timed against each other and against the
// control kernels in one interleaved run over shared arrays.
//
// The arrays are rings of blocks. Every epoch begins where the epoch before, of whatever task, ended:
// a block comes up again only after the whole ring, so that its data come from the footprint's level
// of the cache and not from where the task before has just left them. All blocks hold the same inputs,
// so that one evaluation made before tells what every output must be.
//
// Several threads each have arrays of their own, which they fill and read themselves; an epoch lasts from the moment
// when all are let go to the end of the last.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "suites/paired.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {

struct SpeedGroupOptions {
  PairedOptions paired{};
  std::uint64_t input_seed = 20240607;
  // The rows, not the controls, get equal passes: for two implementations that are to be told apart.
  bool same_passes = false;
  // For tests of the comparison itself: the rows' kernels, not the controls', are called again on this share of each
  // slice, while they are timed. In [0, 1], and 0 in place.
  double planted_share = 0;
  // The output lies so many pages further on: another distance from the input.
  std::size_t output_pages = 0;
};

struct ControlSamples {
  PairedSample copy;
  PairedSample relu;
};

struct SpeedGroupResult {
  std::vector<PairedSample> rows;  // as given
  PairedSample copy;
  PairedSample relu;
  // Controls of other processes, and which of them each row was timed beside: 0 are the two above (all rows, where it
  // is empty), 1 the first of `elsewhere`.
  std::vector<ControlSamples> elsewhere{};
  std::vector<std::size_t> beside{};
  const PairedSample& copy_beside(std::size_t row) const {
    return is_elsewhere(row) ? elsewhere[beside[row] - 1].copy : copy;
  }
  const PairedSample& relu_beside(std::size_t row) const {
    return is_elsewhere(row) ? elsewhere[beside[row] - 1].relu : relu;
  }
  std::size_t elements = 0;  // of the input array, of each thread
  bool complete = false;     // false: stopped; nothing else means anything

 private:
  bool is_elsewhere(std::size_t row) const { return row < beside.size() && beside[row] != 0; }
};

// Precondition: reason_to_skip is empty for every row, and all share format, metric, footprint, mix and threads; beyond
// L1, where several input arrays would be more than the footprint, also the recipe of their inputs. Controls
// have the inputs of the first row that is none.
//
// A sample fails ("failure" tells why) when outputs are not bit for bit those of an untimed evaluation
// made before, or when the kernel leaves floating-point controls changed (they are put back). Outputs
// are compared after every epoch for the last slice written, and for all slices in the last round.
// In place, the input is restored outside the clock after every pass, and one pass an epoch compared.
SpeedGroupResult measure_speed_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                     const SpeedGroupOptions& options);

// The same tasks for those who time them one by one: the rows, as given, then copy and relu. `state` is what they run
// on, to be kept as long as they are.
struct SpeedGroupTasks {
  std::vector<PairedTask> tasks;
  std::size_t elements = 0;  // of the input array, of each thread
  std::shared_ptr<void> state;
};
SpeedGroupTasks make_speed_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                 const SpeedGroupOptions& options);

// Of the rows' tasks, followed by those of copy and relu.
SpeedGroupResult group_result(PairedResult paired, std::size_t elements);

// The row of a control kernel in the group of `like`: out of place and in the usual layout.
SpeedRow control_row(const Implementation& control, const SpeedRow& like);

}  // namespace softplus_bench
