// What every kernel of impls/simd shares: the target it is compiled for, and the loop over the arrays.
//
// Compiled once per SIMD target, so it is included again and again (the guard toggles), and everything in it has the
// target's namespace and is inlined: no body is left for the linker to share between instruction sets.
#if defined(SOFTPLUS_BENCH_SIMD_KERNEL) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_KERNEL
#undef SOFTPLUS_BENCH_SIMD_KERNEL
#else
#define SOFTPLUS_BENCH_SIMD_KERNEL
#endif

#include <cstddef>
#include <cstring>

#include "core/implementation.hpp"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Highway's baseline, where it is none of these, is compiled and not in the table.
inline constexpr Target compiled_target = HWY_TARGET == HWY_AVX3   ? Target::avx512
                                          : HWY_TARGET == HWY_AVX2 ? Target::avx2
                                          : HWY_TARGET == HWY_SSE4 ? Target::sse4
                                          : HWY_TARGET == HWY_NEON ? Target::neon
                                                                   : Target::scalar;

template <class T>
using Tag = hn::ScalableTag<T>;
template <class T>
using Vector = hn::Vec<Tag<T>>;

// y[i] = function(x[i]), a function of vectors. The last elements go through a full vector as well, padded with zeros:
// every element meets the same operations wherever it stands.
template <class Function, class T>
HWY_INLINE void evaluate_each(Function function, const T* x, T* y, std::size_t n) {
  const Tag<T> tag;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t i = 0;
  for (; n - i >= lanes; i += lanes) hn::StoreU(function(hn::LoadU(tag, x + i)), tag, y + i);
  if (i == n) return;
  HWY_ALIGN T padded[HWY_MAX_BYTES / sizeof(T)] = {};
  std::memcpy(padded, x + i, (n - i) * sizeof(T));
  hn::Store(function(hn::Load(tag, padded)), tag, padded);
  std::memcpy(y + i, padded, (n - i) * sizeof(T));
}

// Horner's rule, constant first, fused where the target can.
template <class T, std::size_t size>
HWY_INLINE Vector<T> polynomial(const double (&coefficients)[size], Vector<T> x) {
  Vector<T> sum = hn::Set(Tag<T>(), static_cast<T>(coefficients[size - 1]));
  for (std::size_t k = size - 1; k-- > 0;) sum = hn::MulAdd(sum, x, hn::Set(Tag<T>(), static_cast<T>(coefficients[k])));
  return sum;
}

}  // namespace softplus_bench::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
