// Where to look first for large errors of any implementation.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "suites/sampler.hpp"

namespace softplus_bench {

struct Function;
class Oracle;

// Inputs beside which something happens whatever the implementation, with their neighbours (1..64 ordinals away, then
// twice as far each up to 10^8) and the special values: the cutoffs that `function` knows, ends of its regions, powers
// of two, and, where it increases, inputs where its value passes a power of two, at which the ulp doubles.
std::vector<std::uint64_t> notable_inputs(const FormatTraits& f, const Function& function,
                                          std::span<const OrdinalInterval> intervals, Oracle& oracle);

}  // namespace softplus_bench
