// A function of the number types applied to arrays. Compiled once per SIMD target (the guard toggles).
#if defined(SOFTPLUS_BENCH_SIMD_EACH) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_EACH
#undef SOFTPLUS_BENCH_SIMD_EACH
#else
#define SOFTPLUS_BENCH_SIMD_EACH
#endif

#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "reference/simd/double.hpp"
#include "reference/simd/double_double.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {

using ExponentTag = hn::Rebind<std::int32_t, DoubleTag>;
// An array's last few elements go through a full vector, so every element meets the same operations.
inline constexpr std::size_t most_lanes = HWY_MAX_BYTES / sizeof(double);
HWY_INLINE Double load_first(const double* x, std::size_t n) {
  HWY_ALIGN double padded[most_lanes] = {};
  for (std::size_t j = 0; j < n; ++j) padded[j] = x[j];
  return hn::Load(DoubleTag(), padded);
}
template <class Tag, class T>
HWY_INLINE void store_first(Tag tag, hn::Vec<Tag> vector, T* to, std::size_t n) {
  HWY_ALIGN T padded[most_lanes];
  hn::Store(vector, tag, padded);
  for (std::size_t j = 0; j < n; ++j) to[j] = padded[j];
}

// r[i] = function(x[i]).
template <class Function>
HWY_INLINE void evaluate_each(Function function, const double* x, double* r, std::size_t n) {
  const DoubleTag tag;
  const std::size_t lanes = hn::Lanes(tag);
  for (std::size_t i = 0; i < n; i += lanes) {
    const bool full = n - i >= lanes;
    const Double result = function(full ? Double(hn::LoadU(tag, x + i)) : load_first(x + i, n - i));
    if (full) hn::StoreU(result.v, tag, r + i);
    else store_first(tag, result.v, r + i, n - i);
  }
}

// (hi[i] + lo[i]) 2^exponent[i] = function(x[i]), |hi| in [1, 2] or 0.
template <class Function>
HWY_INLINE void evaluate_each_wide(Function function, const double* x, double* hi, double* lo, std::int32_t* exponent,
                                   std::size_t n) {
  const DoubleTag tag;
  const ExponentTag exponent_tag;
  const std::size_t lanes = hn::Lanes(tag);
  for (std::size_t i = 0; i < n; i += lanes) {
    const bool full = n - i >= lanes;
    const Double input = full ? Double(hn::LoadU(tag, x + i)) : load_first(x + i, n - i);
    const ScaledDoubleDouble result = normalised(function(DoubleDouble(input)));
    const DoubleDouble parts = fast_two_sum(result.hi, result.lo);
    const auto k = hn::DemoteTo(exponent_tag, result.k.v);
    if (full) {
      hn::StoreU(parts.hi.v, tag, hi + i);
      hn::StoreU(parts.lo.v, tag, lo + i);
      hn::StoreU(k, exponent_tag, exponent + i);
    } else {
      store_first(tag, parts.hi.v, hi + i, n - i);
      store_first(tag, parts.lo.v, lo + i, n - i);
      store_first(exponent_tag, k, exponent + i, n - i);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#endif
