// Two implementations against each other: is b faster or slower than a, and by how much?
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/sign_test.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {

// faster, slower: the whole interval lies beyond the margin. same: the whole interval lies within it,
// which is more than not having seen a difference; that is inconclusive.
enum class SpeedVerdict : std::uint8_t { faster, slower, same, inconclusive };
inline constexpr std::string_view speed_verdict_names[] = {"faster", "slower", "same", "inconclusive"};
constexpr std::string_view name_of(SpeedVerdict verdict) {
  return speed_verdict_names[static_cast<std::size_t>(verdict)];
}

// `ratio` of times, new to old; the margin 0.05 reaches from 1/1.05 to 1.05.
SpeedVerdict judge_ratio(const MedianInterval& ratio, double margin);

struct AbOptions {
  std::size_t rounds = 500;
  double epoch_ns = 75e3;
  std::uint64_t seed = 20240607;
  double confidence = 0.999;
  double margin = 0.05;
  std::size_t memory_limit_bytes = std::size_t{256} << 20;
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

// Times a and b on the same inputs with equal passes, interleaved with copy and relu. The rows must
// agree in format, metric, footprint and mix (std::invalid_argument).
PairedComparison compare(const SpeedRow& a, const SpeedRow& b, const AbOptions& options = {});

// Throughput in L1 on uniform inputs.
PairedComparison compare(const Implementation& a, const Implementation& b, FormatId format,
                         const AbOptions& options = {});

}  // namespace softplus_bench
