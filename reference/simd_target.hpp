// Which SIMD target the fast reference runs on: the best one unless a test or a measurement chooses another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace softplus_bench {

// None of these while another thread evaluates: a choice is the whole process's.

// Those compiled that this CPU has, best first; the last, "baseline", is always there. On x86-64: avx512, avx2, sse4.
std::vector<std::string> simd_targets();
std::string simd_target_in_use();
// One of simd_targets(), or "" for the best; throws std::invalid_argument.
void use_simd_target(std::string_view name);

}  // namespace softplus_bench
