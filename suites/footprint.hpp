// How much memory a row walks over, so that its data come from the level of the cache it names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace softplus_bench {

enum class Footprint : std::uint8_t { l1, l2, l3, dram };
inline constexpr std::string_view footprint_names[] = {"L1", "L2", "L3", "DRAM"};
constexpr std::string_view name_of(Footprint footprint) { return footprint_names[static_cast<std::size_t>(footprint)]; }
std::optional<Footprint> footprint_named(std::string_view name);

struct CacheSizes {
  std::size_t l1_data_bytes = 0;
  std::size_t l2_bytes = 0;
  std::size_t l3_bytes = 0;
  friend bool operator==(const CacheSizes&, const CacheSizes&) = default;
};

// What a core can reach, as the kernel says (through Google Benchmark); where it does not, sysconf;
// where that does not either (containers, other systems), 32 KiB, 256 KiB and 8 MiB. The kernel goes
// first because sysconf gives the sum over all sockets on some virtual machines.
CacheSizes machine_cache_sizes();

// Bytes of input and output together. A block of both, `block_bytes` each, is the piece given to a
// kernel in one call: a quarter of L1, a power of two, so that all footprints pay alike for calls.
struct FootprintPlan {
  std::size_t total_bytes = 0;
  std::size_t block_bytes = 0;
  std::size_t blocks = 0;
  bool feasible = true;
  std::string note;  // why it is not feasible, or what is to be known about the figure; may be empty
};

// For one of `threads` threads. L1, L2, L3: half the cache. DRAM: 4 times L3 (L2 where there is no L3), at most
// `memory_limit_bytes`; below twice L3 much of the data would come from L3, and the plan is not feasible. L1 and L2 are
// each core's own; of L3 and memory, which threads share, each gets its part.
FootprintPlan plan_footprint(Footprint footprint, const CacheSizes& caches, std::size_t memory_limit_bytes,
                             unsigned threads = 1);

// What DRAM may take unless it is said: a quarter of the machine's memory, at least 256 MiB and at most 4 GiB.
std::size_t default_memory_limit_bytes();

}  // namespace softplus_bench
