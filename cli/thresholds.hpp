// Where an implementation goes over to another formula, as inputs of the row that a run has of it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/parameters.hpp"
#include "core/record.hpp"

namespace softplus_bench::cli {

// The thresholds of the row's implementation as bits of its format, in number order and each once: of its beta, which
// divides them, and with its parameter `threshold` where the kernel compares with that. None of an implementation that
// says none, as peers and devices do, or that no program of today knows.
std::vector<std::uint64_t> thresholds_of(const Record& row);

std::vector<std::uint64_t> thresholds_of(const Implementation& implementation, const FormatTraits& format,
                                         const Parameters& parameters);

}  // namespace softplus_bench::cli
