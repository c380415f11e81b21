// The one timer: short epochs of every task, interleaved in rounds of random order.
//
// A machine's speed drifts (frequency, neighbours, interrupts) by far more than the differences that
// matter, but a round of 50-100 microsecond epochs sees one state of it. So tasks are compared within
// rounds and the median is taken over rounds; a stall touches a few epochs and no median. Longer
// epochs straddle scheduler slices: at equal cost 1 ms epochs gave intervals 30 times as wide.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace softplus_bench {

// Both clocks at one moment. Ticks are those of the time-stamp counter (x86: constant rate, near the
// base frequency, not the core's cycles), 0 where there is none.
struct ClockReading {
  std::int64_t nanoseconds = 0;
  std::uint64_t ticks = 0;
};
using Clock = std::function<ClockReading()>;

inline constexpr bool has_time_stamp_counter =
#if defined(__x86_64__) || defined(__i386__)
    true;
#else
    false;
#endif

// std::chrono::steady_clock and the time-stamp counter.
ClockReading read_clock();

// What an epoch took.
struct EpochTime {
  double ns = 0;
  double ticks = 0;  // 0: no counter of them was read
};

// Work to be timed. One pass processes `elements` elements; an epoch is some passes in a row.
struct PairedTask {
  std::string name;
  std::size_t elements = 1;
  std::function<void(std::size_t passes)> run;
  // Where set: called untimed after every pass, and every pass is timed by itself (the epoch is their
  // sum). For work that destroys its input.
  std::function<void()> restore{};
  // Where set: called untimed after calibration and after every epoch. A text that is not empty fails
  // the task: it is not run again. `last` is true in the last round of all.
  std::function<std::string(bool last)> verify{};
  // Tasks of the same number, other than 0, get the same number of passes, the smallest any of them
  // needs: unequal counts alone shift a ratio by about 1 %. One that needs more than 4 times as many keeps
  // its own: its epochs would be so short that the clock shifts it by more.
  int same_passes = 0;
  // Where set: called in place of `run`, and what it returns is the time, by a clock of the task's own that no reading
  // is taken off. Without ticks, where its clock has none.
  std::function<EpochTime(std::size_t passes)> timed_run{};
};

// Times epochs one by one, for those who order them themselves. What an empty interval reads on the clock, found when
// this is made, is taken off.
class EpochTimer {
 public:
  explicit EpochTimer(Clock clock = read_clock);
  EpochTime time(const PairedTask& task, std::size_t passes) const;

 private:
  EpochTime time_at_once(const PairedTask& task, std::size_t passes) const;
  Clock clock_;
  EpochTime cost_;
};

// An epoch after `warm_up_passes` that are not timed: for where another process has had the core in between.
EpochTime time_warm(const EpochTimer& timer, const PairedTask& task, std::size_t warm_up_passes, std::size_t passes);

struct PairedOptions {
  std::size_t rounds = 500;         // kept
  std::size_t warm_up_rounds = 10;  // run first and dropped
  double epoch_ns = 75e3;           // aimed at; one pass at least
  // Where the rounds would last longer than so many seconds by the clock, there are fewer of them, though not fewer
  // than `least_rounds`; the warm-up may take a tenth of the time.
  double seconds = std::numeric_limits<double>::infinity();
  std::size_t least_rounds = 11;  // the fewest whose median has an interval of 99.9 %: 1 - 2/2^11 (core/sign_test.hpp)
  std::uint64_t seed = 1;         // of the order within the rounds
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::size_t done, std::size_t total)> progress{};  // after every round
  Clock clock = read_clock;
};

// What one task left: an entry per kept round, the same round at the same place in every task.
struct PairedSample {
  std::string name;
  std::size_t passes = 0;           // in an epoch
  std::size_t elements = 0;         // in an epoch
  std::vector<double> epoch_ns;     // the clock's own cost taken off
  std::vector<double> epoch_ticks;  // empty without a time-stamp counter, and of a task whose own clock has no ticks
  std::string failure;              // not empty: the rounds end early and mean nothing
  std::vector<double> ns_per_element() const;
  std::vector<double> ticks_per_element() const;
};

struct PairedResult {
  std::vector<PairedSample> samples;  // one per task, in their order
  bool complete = false;              // false: stopped; the rounds are missing
};

// Times the tasks against each other. Every task is first run a few times to find its passes.
PairedResult run_paired(std::span<const PairedTask> tasks, const PairedOptions& options = {});

// Seconds run_paired is expected to take for so many tasks, calibration included; at most `options.seconds`.
double planned_seconds(std::size_t tasks, const PairedOptions& options = {});

}  // namespace softplus_bench
