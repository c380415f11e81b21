// relu, one operation an element, once per SIMD target; the widest one that the processor has is the control.
//
// max(0, x) in that order keeps a NaN on x86, as x < 0 ? 0 : x does. The 16-bit formats compare as signed integers:
// what has the sign bit gives 0.
#include <cstdint>
#include <iterator>
#include <type_traits>

#include "suites/controls.hpp"
#include "suites/host_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "suites/relu_control.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::control::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

inline constexpr Target compiled_target = HWY_TARGET == HWY_AVX3   ? Target::avx512
                                          : HWY_TARGET == HWY_AVX2 ? Target::avx2
                                          : HWY_TARGET == HWY_SSE4 ? Target::sse4
                                          : HWY_TARGET == HWY_NEON ? Target::neon
                                                                   : Target::scalar;

// Four vectors a turn, so that the loop's own instructions do not count.
template <class Lane>
HWY_INLINE void relu_lanes(const Lane* x, Lane* y, std::size_t n) {
  const hn::ScalableTag<Lane> tag;
  const auto zero = hn::Zero(tag);
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t i = 0;
  for (; n - i >= 4 * lanes; i += 4 * lanes) {
    hn::StoreU(hn::Max(zero, hn::LoadU(tag, x + i)), tag, y + i);
    hn::StoreU(hn::Max(zero, hn::LoadU(tag, x + i + lanes)), tag, y + i + lanes);
    hn::StoreU(hn::Max(zero, hn::LoadU(tag, x + i + 2 * lanes)), tag, y + i + 2 * lanes);
    hn::StoreU(hn::Max(zero, hn::LoadU(tag, x + i + 3 * lanes)), tag, y + i + 3 * lanes);
  }
  for (; i < n; ++i) y[i] = x[i] < 0 ? Lane{0} : x[i];
}

template <class T>
void relu(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  if constexpr (std::is_floating_point_v<T>) relu_lanes(x, y, n);
  else relu_lanes(reinterpret_cast<const std::int16_t*>(x), reinterpret_cast<std::int16_t*>(y), n);
}

extern constinit const Implementation relu_descriptor;
constinit const Implementation relu_descriptor{
    .function = "control",
    .name = "relu",
    .strategy = "x < 0 ? 0 : x",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {relu<double>},
    .binary32 = {relu<float>},
    .binary16 = {relu<binary16>},
    .bfloat16 = {relu<bfloat16>},
};

}  // namespace softplus_bench::control::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace softplus_bench {
namespace {

// Widest first.
constexpr const Implementation* compiled[] = {
#if (HWY_TARGETS & HWY_AVX3) != 0
    &control::N_AVX3::relu_descriptor,
#endif
#if (HWY_TARGETS & HWY_AVX2) != 0
    &control::N_AVX2::relu_descriptor,
#endif
#if (HWY_TARGETS & HWY_SSE4) != 0
    &control::N_SSE4::relu_descriptor,
#endif
    &control::HWY_STATIC_DISPATCH(relu_descriptor),
};

}  // namespace

const Implementation& relu_control() {
  static const Implementation& widest = []() -> const Implementation& {
    const TargetSet here = host_targets();
    for (const Implementation* each : compiled)
      if (here.contains(each->target)) return *each;
    return *compiled[std::size(compiled) - 1];
  }();
  return widest;
}

}  // namespace softplus_bench
#endif
