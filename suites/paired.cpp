#include "suites/paired.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <utility>

#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>
#endif

namespace softplus_bench {
namespace {

// `cost` is what an empty interval reads.
EpochTime between(const ClockReading& start, const ClockReading& end, const EpochTime& cost) {
  return {std::max(0.0, static_cast<double>(end.nanoseconds - start.nanoseconds) - cost.ns),
          std::max(0.0, static_cast<double>(end.ticks - start.ticks) - cost.ticks)};
}

// The median of many empty intervals: the mean would hold an interrupt, the least a lucky reading.
EpochTime clock_cost(const Clock& clock) {
  constexpr std::size_t readings = 501;
  std::vector<double> ns(readings);
  std::vector<double> ticks(readings);
  for (std::size_t i = 0; i < readings; ++i) {
    const ClockReading start = clock();
    const EpochTime elapsed = between(start, clock(), {});
    ns[i] = elapsed.ns;
    ticks[i] = elapsed.ticks;
  }
  const auto median = [](std::vector<double>& v) {
    std::nth_element(v.begin(), v.begin() + readings / 2, v.end());
    return v[readings / 2];
  };
  return {median(ns), median(ticks)};
}

// Passes are doubled until they fill a quarter of the epoch, then scaled; the best of three, since a
// stall would make the epochs too short.
std::size_t calibrate(const PairedTask& task, double epoch_ns, const EpochTimer& timer) {
  constexpr std::size_t most_passes = std::size_t{1} << 24;
  std::size_t passes = 1;
  double ns = timer.time(task, passes).ns;  // the first one also pays for cold code
  ns = std::min(ns, timer.time(task, passes).ns);
  while (ns < epoch_ns / 4 && passes < most_passes) {
    passes *= 2;
    ns = timer.time(task, passes).ns;
    // Half of the passes took less than an eighth of that: this was a stall, which would leave a cold pass an epoch.
    for (int i = 0; i < 3 && ns > 2 * epoch_ns; ++i) ns = std::min(ns, timer.time(task, passes).ns);
  }
  if (ns < 2 * epoch_ns)
    for (int i = 0; i < 2; ++i) ns = std::min(ns, timer.time(task, passes).ns);
  if (ns <= 0) return most_passes;
  const double wanted = std::round(static_cast<double>(passes) * epoch_ns / ns);
  return static_cast<std::size_t>(std::clamp(wanted, 1.0, static_cast<double>(most_passes)));
}

// A sample per task, with its passes found and no rounds yet.
std::vector<PairedSample> calibrate_all(std::span<const PairedTask> tasks, const PairedOptions& options,
                                        const EpochTimer& timer) {
  std::vector<PairedSample> samples(tasks.size());
  std::map<int, std::size_t> smallest;
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    samples[t].name = tasks[t].name;
    samples[t].passes = calibrate(tasks[t], options.epoch_ns, timer);
    if (tasks[t].verify) samples[t].failure = tasks[t].verify(false);
    const auto [place, is_new] = smallest.try_emplace(tasks[t].same_passes, samples[t].passes);
    if (!is_new) place->second = std::min(place->second, samples[t].passes);
  }
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    const std::size_t least = smallest[tasks[t].same_passes];
    if (tasks[t].same_passes != 0 && samples[t].passes <= 4 * least) samples[t].passes = least;
    samples[t].elements = samples[t].passes * tasks[t].elements;
    samples[t].epoch_ns.reserve(options.rounds);
    samples[t].epoch_ticks.reserve(options.rounds);
  }
  return samples;
}

// How many rounds there are, and which of them are kept: fewer than asked for where the time is short.
class Rounds {
 public:
  explicit Rounds(const PairedOptions& options)
      : options_(options), warm_up_(options.warm_up_rounds), total_(warm_up_ + options.rounds) {
    if (std::isfinite(options.seconds)) start_ = options.clock().nanoseconds;
  }
  // Called before each round, of which `round` (from 0) are done.
  void begin(std::size_t round) {
    if (round < warm_up_ && spent(0.1)) {
      total_ -= warm_up_ - round;
      warm_up_ = round;
    }
    if (round + 1 >= warm_up_ + options_.least_rounds && spent(1)) total_ = std::min(total_, round + 1);
  }
  std::size_t total() const { return total_; }
  bool keeps(std::size_t round) const { return round >= warm_up_; }

 private:
  bool spent(double share) const {
    if (!std::isfinite(options_.seconds)) return false;
    return static_cast<double>(options_.clock().nanoseconds - start_) * 1e-9 > share * options_.seconds;
  }
  const PairedOptions& options_;
  std::size_t warm_up_;
  std::size_t total_;
  std::int64_t start_ = 0;
};

std::vector<double> divided(std::vector<double> values, std::size_t divisor) {
  for (double& value : values) value /= static_cast<double>(divisor);
  return values;
}

}  // namespace

ClockReading read_clock() {
  ClockReading reading;
  reading.nanoseconds = std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
#if defined(__x86_64__) || defined(__i386__)
  reading.ticks = __rdtsc();
#endif
  return reading;
}

std::vector<double> PairedSample::ns_per_element() const { return divided(epoch_ns, elements); }
std::vector<double> PairedSample::ticks_per_element() const { return divided(epoch_ticks, elements); }

EpochTimer::EpochTimer(Clock clock) : clock_(std::move(clock)), cost_(clock_cost(clock_)) {}

EpochTime EpochTimer::time_at_once(const PairedTask& task, std::size_t passes) const {
  if (task.timed_run) return task.timed_run(passes);
  const ClockReading start = clock_();
  task.run(passes);
  return between(start, clock_(), cost_);
}

EpochTime EpochTimer::time(const PairedTask& task, std::size_t passes) const {
  if (!task.restore) return time_at_once(task, passes);
  EpochTime sum;
  for (std::size_t pass = 0; pass < passes; ++pass) {
    const EpochTime each = time_at_once(task, 1);
    sum.ns += each.ns;
    sum.ticks += each.ticks;
    task.restore();
  }
  return sum;
}

EpochTime time_warm(const EpochTimer& timer, const PairedTask& task, std::size_t warm_up_passes, std::size_t passes) {
  if (task.restore) {
    for (; warm_up_passes > 0; --warm_up_passes) {
      task.run(1);
      task.restore();
    }
  } else {
    task.run(warm_up_passes);
  }
  return timer.time(task, passes);
}

PairedResult run_paired(std::span<const PairedTask> tasks, const PairedOptions& options) {
  PairedResult result;
  const auto stopped = [&] { return options.stop != nullptr && options.stop->load(std::memory_order_relaxed); };
  if (stopped()) return result;

  const EpochTimer timer(options.clock);
  Rounds rounds(options);
  result.samples = calibrate_all(tasks, options, timer);

  std::vector<std::size_t> order(tasks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(options.seed);
  for (std::size_t round = 0; round < rounds.total(); ++round) {
    if (stopped()) return result;
    rounds.begin(round);
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t t : order) {
      PairedSample& sample = result.samples[t];
      if (!sample.failure.empty()) continue;
      const EpochTime epoch = timer.time(tasks[t], sample.passes);
      if (tasks[t].verify) sample.failure = tasks[t].verify(round + 1 == rounds.total());
      if (!rounds.keeps(round)) continue;
      sample.epoch_ns.push_back(epoch.ns);
      if (has_time_stamp_counter && (!tasks[t].timed_run || epoch.ticks > 0)) sample.epoch_ticks.push_back(epoch.ticks);
    }
    if (options.progress) options.progress(round + 1, rounds.total());
  }
  result.complete = true;
  return result;
}

double planned_seconds(std::size_t tasks, const PairedOptions& options) {
  // doubling up to a quarter of an epoch, two more readings of as much
  constexpr double calibration_epochs = 1.5;
  const double epochs = static_cast<double>(options.warm_up_rounds + options.rounds) + calibration_epochs;
  return std::min(static_cast<double>(tasks) * epochs * options.epoch_ns * 1e-9, options.seconds);
}

}  // namespace softplus_bench
