#include "suites/footprint.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace softplus_bench {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

// Of devices.
constexpr std::size_t small_elements = 1024;
constexpr std::size_t bytes_per_unit = mebibyte;
constexpr std::size_t share_of_memory = 16;

std::size_t from_sysconf([[maybe_unused]] int level) {
  long bytes = 0;
#if defined(_SC_LEVEL1_DCACHE_SIZE)
  constexpr int names[] = {_SC_LEVEL1_DCACHE_SIZE, _SC_LEVEL2_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE};
  bytes = sysconf(names[level - 1]);
#endif
  return bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

std::size_t cache_bytes(int level, std::size_t fallback) {
  for (const auto& cache : benchmark::CPUInfo::Get().caches)
    if (cache.level == level && cache.type != "Instruction" && cache.size > 0)
      return static_cast<std::size_t>(cache.size);
  const std::size_t bytes = from_sysconf(level);
  return bytes > 0 ? bytes : fallback;
}

}  // namespace

std::optional<Footprint> footprint_named(std::string_view name) {
  const auto place = std::find(std::begin(footprint_names), std::end(footprint_names), name);
  if (place == std::end(footprint_names)) return std::nullopt;
  return static_cast<Footprint>(place - std::begin(footprint_names));
}

CacheSizes machine_cache_sizes() {
  return {cache_bytes(1, 32 * 1024), cache_bytes(2, 256 * 1024), cache_bytes(3, 8 * mebibyte)};
}

std::size_t default_memory_limit_bytes() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page_bytes <= 0) return 256 * mebibyte;
  const std::size_t quarter = static_cast<std::size_t>(pages) / 4 * static_cast<std::size_t>(page_bytes);
  return std::clamp(quarter, 256 * mebibyte, 4096 * mebibyte);
}

FootprintPlan plan_footprint(Footprint footprint, const CacheSizes& caches, std::size_t memory_limit_bytes,
                             unsigned threads) {
  FootprintPlan plan;
  plan.block_bytes = std::bit_floor(std::max<std::size_t>(caches.l1_data_bytes / 4, 1024));
  const std::size_t last_level = std::max(caches.l2_bytes, caches.l3_bytes);
  std::size_t wanted = 0;
  switch (footprint) {
    case Footprint::l1: wanted = caches.l1_data_bytes / 2; break;
    case Footprint::l2: wanted = caches.l2_bytes / 2; break;
    case Footprint::l3: wanted = caches.l3_bytes / 2; break;
    case Footprint::dram: wanted = 4 * last_level; break;
    case Footprint::device_small:
    case Footprint::device_full: throw std::invalid_argument("a device's footprint is not one of caches");
  }
  const bool shared = footprint == Footprint::l3 || footprint == Footprint::dram;
  const std::size_t allowed = std::min(wanted, memory_limit_bytes);
  const std::size_t own = shared ? allowed / threads : allowed;
  plan.blocks = std::max<std::size_t>(own / (2 * plan.block_bytes), 1);
  plan.total_bytes = plan.blocks * 2 * plan.block_bytes;
  if (allowed == wanted) return plan;

  plan.feasible = footprint != Footprint::dram || allowed >= 2 * last_level;
  plan.note = fmt::format("{} needs {} MiB and the limit is {} MiB", name_of(footprint), wanted / mebibyte,
                          memory_limit_bytes / mebibyte);
  if (footprint == Footprint::dram)
    plan.note += fmt::format(": with a last-level cache of {} MiB {} of the data would come from it",
                             last_level / mebibyte, plan.feasible ? "some" : "most");
  return plan;
}

FootprintPlan plan_device_footprint(Footprint footprint, FormatId format, const DeviceFacts& facts) {
  std::size_t bytes = small_elements * traits(format).bits / 8;
  FootprintPlan plan;
  plan.blocks = 1;
  if (footprint == Footprint::device_full) {
    const std::size_t wanted = std::max(facts.compute_units, 1u) * bytes_per_unit;
    const std::size_t allowed = std::max(facts.memory_bytes / share_of_memory / bytes * bytes, bytes);
    bytes = facts.memory_bytes == 0 ? wanted : std::min(wanted, allowed);
    if (bytes < wanted)
      plan.note = fmt::format("buffers of {} MiB were wanted, and the device has {} MiB", wanted >> 20,
                              facts.memory_bytes >> 20);
  }
  plan.block_bytes = bytes;
  plan.total_bytes = 2 * bytes;
  return plan;
}

}  // namespace softplus_bench
