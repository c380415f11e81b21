// Implementations against each other: are the others faster or slower than the first, and by how much?
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/sign_test.hpp"
#include "core/speed_verdict.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {

struct AbOptions {
  std::size_t rounds = 500;
  double epoch_ns = 75e3;
  std::uint64_t seed = 20240607;
  double confidence = 0.999;
  double margin = 0.05;
  std::size_t memory_limit_bytes = default_memory_limit_bytes();
  CacheSizes caches = machine_cache_sizes();
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::size_t done, std::size_t total)> progress{};
};

struct PairedComparison {
  MedianInterval a_ns_per_element;
  MedianInterval b_ns_per_element;
  MedianInterval b_over_a;  // of the times within a round: above 1, b is slower
  MedianInterval a_over_copy;
  MedianInterval b_over_copy;
  MedianInterval a_over_relu;
  MedianInterval b_over_relu;
  std::size_t rounds = 0;
  SpeedVerdict verdict = SpeedVerdict::inconclusive;  // on b
  std::string failure;  // not empty: why there is no comparison; the figures are then meaningless
};

// One of several implementations, against the first.
struct Rival {
  MedianInterval ns_per_element;
  MedianInterval over_first;  // of the times within a round: above 1, it is slower
  MedianInterval over_copy;
  MedianInterval over_relu;
  SpeedVerdict verdict = SpeedVerdict::inconclusive;
};
struct RivalComparison {
  std::vector<Rival> rivals;  // the first among them
  std::size_t rounds = 0;
  std::string failure;  // as above
};

// Times the rows with equal passes, interleaved with copy and relu. They must agree in format, metric, footprint, mix
// and threads, and beyond L1 in the inputs that the mix is of their functions (std::invalid_argument).
RivalComparison compare_all(std::span<const SpeedRow> rows, const AbOptions& options = {});

// Of two.
PairedComparison compare(const SpeedRow& a, const SpeedRow& b, const AbOptions& options = {});

// Throughput in L1 on uniform inputs.
PairedComparison compare(const Implementation& a, const Implementation& b, FormatId format,
                         const AbOptions& options = {});

}  // namespace softplus_bench
