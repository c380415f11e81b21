#include "suites/host_targets.hpp"

#include <array>
#include <cstdint>

#include "hwy/targets.h"

namespace softplus_bench {
namespace {

struct InstructionSet {
  Target target;
  std::int64_t highway;
  std::string_view name;
};
constexpr std::array instruction_sets{
    InstructionSet{Target::sse4, HWY_SSE4, "SSE4"}, InstructionSet{Target::avx2, HWY_AVX2, "AVX2 with FMA"},
    InstructionSet{Target::avx512, HWY_AVX3, "AVX-512"}, InstructionSet{Target::neon, HWY_NEON, "NEON"},
    InstructionSet{Target::sve, HWY_SVE, "SVE"}};

}  // namespace

TargetSet host_targets() {
  // Asked once: choosing a SIMD target for the reference (use_simd_target) changes what libhwy answers.
  static const std::int64_t supported = hwy::SupportedTargets();
  TargetSet here{Target::scalar};
  for (const InstructionSet& set : instruction_sets)
    if ((supported & set.highway) != 0) here = here.with(set.target);
  return here;
}

std::string why_unavailable(Target target, TargetSet here) {
  for (const InstructionSet& set : instruction_sets)
    if (set.target == target && !here.contains(target)) return "this CPU has no " + std::string(set.name);
  return "";
}

std::string why_unavailable(const Implementation& implementation, TargetSet here) {
  if (!implementation.absent.empty()) return std::string(implementation.absent);
  return why_unavailable(implementation.target, here);
}

}  // namespace softplus_bench
