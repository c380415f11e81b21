// How much memory a row walks over: on the processor so much that its data come from the level of the cache it names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/format.hpp"
#include "impls/device/device.hpp"

namespace softplus_bench {

// The last two are those of devices, which have no others (suites/device_speed.hpp).
enum class Footprint : std::uint8_t { l1, l2, l3, dram, device_small, device_full };
inline constexpr std::string_view footprint_names[] = {"L1", "L2", "L3", "DRAM", "device_small", "device_full"};
inline constexpr auto host_footprint_names = std::span(footprint_names).first<4>();
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
// each core's own; of L3 and memory, which threads share, each gets its part. Not for the footprints of devices.
FootprintPlan plan_footprint(Footprint footprint, const CacheSizes& caches, std::size_t memory_limit_bytes,
                             unsigned threads = 1);

// One block of the bytes of one buffer. device_small: 1,024 elements, a launch that fills no device. device_full: 1 MiB
// a compute unit in each buffer, but no buffer more than a 16th of the memory (`note` says so). Input and output
// together are then more than twice as large as the caches: the most that we know of are 0.86 MiB a unit (NVIDIA B200,
// as its driver tells: 126.5 MiB of L2, 148 units).
FootprintPlan plan_device_footprint(Footprint footprint, FormatId format, const DeviceFacts& facts);

// What DRAM may take unless it is said: a quarter of the machine's memory, at least 256 MiB and at most 4 GiB.
std::size_t default_memory_limit_bytes();

}  // namespace softplus_bench
