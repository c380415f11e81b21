#include "reference/simd_target.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "hwy/highway.h"

namespace softplus_bench {
namespace {

// The targets' bits: a lower one is better.
std::vector<std::int64_t> available() {
  std::vector<std::int64_t> result;
  for (std::int64_t rest = hwy::SupportedTargets() & HWY_TARGETS; rest != 0; rest &= rest - 1)
    result.push_back(rest & -rest);
  return result;
}

std::string name_of(std::int64_t target) {
  if (target == HWY_AVX3) return "avx512";
  if (target == HWY_STATIC_TARGET) return "baseline";
  std::string name = hwy::TargetName(target);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return name;
}

// Forgets what a test chose before.
std::vector<std::int64_t> all_available() {
  hwy::SetSupportedTargetsForTest(0);
  return available();
}

}  // namespace

std::vector<std::string> simd_targets() {
  std::vector<std::string> names;
  const std::string chosen = simd_target_in_use();
  for (const std::int64_t target : all_available()) names.push_back(name_of(target));
  use_simd_target(chosen);
  return names;
}

std::string simd_target_in_use() { return name_of(available().front()); }

void use_simd_target(std::string_view name) {
  const std::vector<std::int64_t> targets = all_available();
  const auto chosen = std::find_if(targets.begin(), targets.end(),
                                   [&](std::int64_t target) { return name.empty() || name == name_of(target); });
  if (chosen == targets.end()) throw std::invalid_argument("no SIMD target '" + std::string(name) + "' here");
  hwy::SetSupportedTargetsForTest(*chosen);
  hwy::GetChosenTarget().Update(*chosen);
}

}  // namespace softplus_bench
