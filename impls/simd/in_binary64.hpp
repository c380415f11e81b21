// A vector of binary32 as two vectors of binary64, exactly, and back, rounded once in the mode in force.
//
// Compiled once per SIMD target, as impls/simd/kernel.hpp.
#if defined(SOFTPLUS_BENCH_SIMD_IN_BINARY64) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_IN_BINARY64
#undef SOFTPLUS_BENCH_SIMD_IN_BINARY64
#else
#define SOFTPLUS_BENCH_SIMD_IN_BINARY64
#endif

#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::HWY_NAMESPACE {

struct InBinary64 {
  Vector<double> lower, upper;
};

#if HWY_TARGET == HWY_SCALAR  // a vector of one element has no halves: both are the whole
HWY_INLINE InBinary64 widened(Vector<float> x) {
  return {hn::PromoteTo(Tag<double>(), x), hn::PromoteTo(Tag<double>(), x)};
}
HWY_INLINE Vector<float> narrowed(InBinary64 x) { return hn::DemoteTo(Tag<float>(), x.lower); }
#else
HWY_INLINE InBinary64 widened(Vector<float> x) {
  const hn::Half<Tag<float> > half;
  return {hn::PromoteTo(Tag<double>(), hn::LowerHalf(half, x)), hn::PromoteTo(Tag<double>(), hn::UpperHalf(half, x))};
}
HWY_INLINE Vector<float> narrowed(InBinary64 x) {
  const hn::Half<Tag<float> > half;
  return hn::Combine(Tag<float>(), hn::DemoteTo(half, x.upper), hn::DemoteTo(half, x.lower));
}
#endif

}  // namespace softplus_bench::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
