#include <catch2/catch.hpp>

#include "suites/footprint.hpp"

namespace softplus_bench {
namespace {

TEST_CASE("a device's sizes are a launch that fills none, and a MiB a unit within a share of the memory") {
  DeviceFacts facts;
  facts.memory_bytes = std::size_t{1} << 30;
  const auto plan = [&](Footprint footprint, FormatId format) {
    return plan_device_footprint(footprint, format, facts);
  };
  CHECK(plan(Footprint::device_small, FormatId::binary32).block_bytes == 4096);
  CHECK(plan(Footprint::device_small, FormatId::bfloat16).block_bytes == 2048);
  CHECK(plan(Footprint::device_full, FormatId::binary32).block_bytes == 1 << 20);
  CHECK(plan(Footprint::device_full, FormatId::binary32).total_bytes == 2 << 20);
  facts.compute_units = 132;
  facts.memory_bytes = std::size_t{139} << 30;
  for (const FormatTraits& f : all_formats) CHECK(plan(Footprint::device_full, f.id).block_bytes == 132 << 20);
  CHECK(plan(Footprint::device_full, FormatId::binary32).note.empty());
  facts.memory_bytes = std::size_t{1} << 30;
  CHECK(plan(Footprint::device_full, FormatId::binary32).block_bytes == 64 << 20);
  CHECK(plan(Footprint::device_full, FormatId::binary32).note ==
        "buffers of 132 MiB were wanted, and the device has 1024 MiB");
  facts = {};  // nothing known
  CHECK(plan(Footprint::device_full, FormatId::binary16).block_bytes == 1 << 20);
}

}  // namespace
}  // namespace softplus_bench
