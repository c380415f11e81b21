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
// Room for the last elements of an array, which go through a full vector: every element meets the same operations.
inline constexpr std::size_t most_lanes = HWY_MAX_BYTES / sizeof(double);

// r[i] = function(x[i]).
template <class Function>
HWY_INLINE void evaluate_each(Function function, const double* x, double* r, std::size_t n) {
  const DoubleTag tag;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(function(Double(hn::LoadU(tag, x + i))).v, tag, r + i);
  if (i == n) return;
  HWY_ALIGN double padded[most_lanes] = {};
  for (std::size_t j = i; j < n; ++j) padded[j - i] = x[j];
  hn::Store(function(Double(hn::Load(tag, padded))).v, tag, padded);
  for (std::size_t j = i; j < n; ++j) r[j] = padded[j - i];
}

// (hi[i] + lo[i]) 2^exponent[i] = function(x[i]), |hi| in [1, 2] or 0.
template <class Function>
HWY_INLINE void evaluate_each_wide(Function function, const double* x, double* hi, double* lo, std::int32_t* exponent,
                                   std::size_t n) {
  const DoubleTag tag;
  const ExponentTag exponent_tag;
  const auto store = [=](const double* at, double* to_hi, double* to_lo, std::int32_t* to_exponent) HWY_ATTR {
    const ScaledDoubleDouble r = normalised(function(DoubleDouble(Double(hn::LoadU(tag, at)))));
    const DoubleDouble sum = fast_two_sum(r.hi, r.lo);
    hn::StoreU(sum.hi.v, tag, to_hi);
    hn::StoreU(sum.lo.v, tag, to_lo);
    hn::StoreU(hn::DemoteTo(exponent_tag, r.k.v), exponent_tag, to_exponent);
  };
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) store(x + i, hi + i, lo + i, exponent + i);
  if (i == n) return;
  HWY_ALIGN double padded[most_lanes] = {};
  HWY_ALIGN double padded_lo[most_lanes];
  HWY_ALIGN std::int32_t padded_exponent[most_lanes];
  for (std::size_t j = i; j < n; ++j) padded[j - i] = x[j];
  store(padded, padded, padded_lo, padded_exponent);
  for (std::size_t j = i; j < n; ++j) {
    hi[j] = padded[j - i];
    lo[j] = padded_lo[j - i];
    exponent[j] = padded_exponent[j - i];
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#endif
