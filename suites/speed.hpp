// The speed suite: rows in, one record per row out.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.hpp"
#include "suites/speed_group.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {

struct SpeedOptions {
  std::size_t rounds = 500;
  double epoch_ns = 75e3;
  std::uint64_t seed = 20240607;  // of the inputs and of the order within the rounds
  double confidence = 0.999;      // of ns_low and ns_high
  std::size_t memory_limit_bytes = default_memory_limit_bytes();
  CacheSizes caches = machine_cache_sizes();
  const std::atomic<bool>* stop = nullptr;
  // Share of the groups done, in [0, 1], and the group being timed, "binary32 throughput L1 uniform".
  std::function<void(double done, std::string_view group)> progress{};
  // Fills in what the suite does not know (run_id, reproduce), before the record is delivered.
  std::function<void(Record& record)> complete{};
  // "--benchmark_..." options, handed to Google Benchmark.
  std::vector<std::string> benchmark_arguments{};
};

struct SpeedOutcome {
  std::size_t delivered = 0;  // records
  std::size_t matched = 0;    // rows and controls that --benchmark_filter left
  bool complete = false;      // false: stopped; finished groups were delivered, the others not
};

// Measures the rows in groups of equal format, metric, footprint, input mix and threads (beyond L1 also of equal
// inputs), and delivers a record for each, and for the control kernels copy and relu once for the same conditions.
// status is "ok"; "skipped" with a reason for what cannot be timed; "failed" with a reason where outputs or the
// floating-point environment were not as they must be. in_place is 0 or 1. Nothing is delivered for timed rows that
// --benchmark_filter leaves out; of several --benchmark_repetitions the first is delivered.
SpeedOutcome run_speed(std::span<const SpeedRow> rows, const SpeedOptions& options, RecordSink& sink);

// Seconds run_speed is expected to take: rounds x epoch x tasks, and the filling of the arrays.
double planned_seconds(std::span<const SpeedRow> rows, const SpeedOptions& options);

}  // namespace softplus_bench
