// A function of the number types applied to arrays. Compiled once per SIMD target (the guard toggles).
#if defined(SOFTPLUS_BENCH_SIMD_EACH) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_EACH
#undef SOFTPLUS_BENCH_SIMD_EACH
#else
#define SOFTPLUS_BENCH_SIMD_EACH
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "reference/simd/double.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {

// r[i] = function(x[i]). The last few elements go through a full vector, so every element meets the same operations.
template <class Function>
HWY_INLINE void evaluate_each(Function function, const double* x, double* r, std::size_t n) {
  const DoubleTag tag;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(function(Double(hn::LoadU(tag, x + i))).v, tag, r + i);
  if (i == n) return;
  HWY_ALIGN double padded[HWY_MAX_BYTES / sizeof(double)] = {};
  for (std::size_t j = i; j < n; ++j) padded[j - i] = x[j];
  hn::Store(function(Double(hn::Load(tag, padded))).v, tag, padded);
  for (std::size_t j = i; j < n; ++j) r[j] = padded[j - i];
}

}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#endif
