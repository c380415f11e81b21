// Whether a result depends on where its input lies.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/implementation.hpp"
#include "core/parameters.hpp"
#include "suites/properties/tally.hpp"

namespace softplus_bench {

// The kernel's results for the inputs given (x2 empty: single ones), in arrays of 1 to 2W + 1 elements that start 0 to
// W - 1 elements beyond a 64-byte boundary, W = 16 (8 in binary64), output elsewhere or in place, with one input after
// the other or every second lane a NaN, an infinity or a subnormal, against the result of each input alone. Counts
// outputs; Case::due is the result alone.
PropertyTally measure_position(const Implementation& implementation, const FormatTraits& format,
                               const std::optional<Parameters>& parameters, std::span<const std::uint64_t> x,
                               std::span<const std::uint64_t> x2);

}  // namespace softplus_bench
