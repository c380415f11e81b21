// One speed to be measured: what is timed, on what, and in which way.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/implementation.hpp"
#include "core/parameters.hpp"
#include "suites/footprint.hpp"
#include "suites/layout.hpp"
#include "suites/speed_inputs.hpp"

namespace softplus_bench {

// throughput: calls of a block of elements each. latency: a chain of calls of one element, each input
// depending on the output before; the cost of the call and of passing through memory is part of it. round_trip, of
// devices alone: inputs to the device, one launch, outputs back.
enum class Metric : std::uint8_t { throughput, latency, round_trip };
inline constexpr std::string_view metric_names[] = {"throughput", "latency", "round_trip"};
inline constexpr auto host_metric_names = std::span(metric_names).first<2>();
constexpr std::string_view name_of(Metric metric) { return metric_names[static_cast<std::size_t>(metric)]; }
std::optional<Metric> metric_named(std::string_view name);

struct SpeedRow {
  const Implementation* implementation = nullptr;
  FormatId format = FormatId::binary32;
  Metric metric = Metric::throughput;
  Footprint footprint = Footprint::l1;
  InputMix input_mix = InputMix::uniform;
  bool in_place = false;
  unsigned threads = 1;              // at once, each on arrays of its own
  std::size_t layout = 0;            // place in `layouts`
  bool two_inputs = false;           // softplus_backward, logaddexp
  std::vector<double> parameters{};  // passed to the kernel; empty: a null pointer
  std::string parameters_text{};     // "beta=2", for the record
};

// The row times this implementation, in the row's format. `parameters` where its function has any: the defaults where
// none are given.
void set_implementation(SpeedRow& row, const Implementation& implementation,
                        const std::optional<Parameters>& parameters);

// "softplus/symmetric/binary32/scalar/throughput/L1/uniform", with "[beta=2]" after the target,
// "/in_place", "/threads:N" and "/code+16" where they apply.
std::string speed_row_name(const SpeedRow& row);

// What the row is fed.
InputRecipe recipe_of(const SpeedRow& row);

// How much memory it walks over, of what is allowed to all of its threads; of a device the caches say nothing.
FootprintPlan footprint_of(const SpeedRow& row, const CacheSizes& caches, std::size_t memory_limit_bytes);

// Why the row cannot be timed; empty when it can.
std::string reason_to_skip(const SpeedRow& row, const FootprintPlan& plan);

}  // namespace softplus_bench
