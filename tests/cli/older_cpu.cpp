// Preloaded into softplus-bench: a processor of 2008, with SSE4 and nothing later. Takes the place of the function of
// libhwy that asks the processor. The bits are those of hwy/detect_targets.h: SSE4 and both possible baselines.
#include <cstdint>

namespace hwy {

// NOLINTNEXTLINE(readability-identifier-naming): libhwy's name
std::int64_t SupportedTargets();
std::int64_t SupportedTargets() { return std::int64_t{1} << 11 | std::int64_t{1} << 61 | std::int64_t{1} << 62; }

}  // namespace hwy
