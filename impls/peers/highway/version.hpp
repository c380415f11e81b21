// Highway's version, which is its header's, and the target that its dispatch chooses here.
#pragma once

#include <string>

#include "hwy/highway.h"
#include "impls/peers/entries.hpp"

namespace softplus_bench::peers::highway {

inline std::string library() {
  return "Highway " + std::to_string(HWY_MAJOR) + "." + std::to_string(HWY_MINOR) + "." + std::to_string(HWY_PATCH);
}

inline std::string call(const char* functions) {
  const std::int64_t targets = hwy::SupportedTargets();
  return std::string(functions) + ", on " + hwy::TargetName(targets & -targets);  // the lowest bit is the best target
}

}  // namespace softplus_bench::peers::highway
