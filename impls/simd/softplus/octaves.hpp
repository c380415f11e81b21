// softplus in binary32 from one table lookup per coefficient: f(n log 2 + s) = 2^n P_n(s), |s| <= log(2)/2. AVX-512
// only, where a permutation of two registers looks up 32 entries.
//
// x <= 1.04: n = RN(x / log 2), f = 2^n P_n(s). P_n has its coefficients from octave_tables.hpp, n = 1, 0, ..., -30 and
// all below. x > 1.04: f = x + f(-x). There f(-x) < 0.31 and f > 1.34: its error counts a quarter, and both pieces meet
// without a branch, the one a lane does not need being zero.
// Errors, ulp of the result: c0 none (2^-29 at n = 0), s rounded once 0.18, c1 + c2 s + ... 0.2, the fit 0.1, the last
// fused step 0.5. n L1 is subtracted exactly: both sides are multiples of 2^-24.
// n comes from an addition of 1.5 2^23 with the rounding mode in the instruction: |s| keeps its bound in every mode,
// and the sum's last bits are the index. vscalefps rounds once, subnormal results included, and 0 comes of itself below
// -104; x is cut at -105 because n must be an integer. The processor's maximum gives its second operand when one is a
// NaN, so that NaNs go through the polynomial.
#if defined(SOFTPLUS_BENCH_SIMD_SOFTPLUS_OCTAVES) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_SOFTPLUS_OCTAVES
#undef SOFTPLUS_BENCH_SIMD_SOFTPLUS_OCTAVES
#else
#define SOFTPLUS_BENCH_SIMD_SOFTPLUS_OCTAVES
#endif

#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "impls/simd/softplus/octave_tables.hpp"

#if HWY_TARGET == HWY_AVX3
HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE::octaves {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::Full512<float>;
using V = hn::Vec<Lanes>;
using Index = hn::Vec<hn::Full512<std::int32_t>>;

inline constexpr float mirrored_from = 1.0390625f;
inline constexpr double thresholds[] = {mirrored_from};
inline constexpr double mirrored_thresholds[] = {-mirrored_from};

inline constexpr float shift = 0x1.8p23f;
inline constexpr std::int32_t bits_of_shift = 0x4b400000;

HWY_INLINE V constant(float value) { return hn::Set(Lanes(), value); }

// table[i mod size] in each lane.
HWY_INLINE V lookup(const float (&table)[32], Index i) {
  return V{_mm512_permutex2var_ps(hn::Load(Lanes(), table).raw, i.raw, hn::Load(Lanes(), table + 16).raw)};
}
HWY_INLINE V lookup(const float (&table)[16], Index i) {
  return V{_mm512_permutexvar_ps(i.raw, hn::Load(Lanes(), table).raw)};
}

// c0 + q rounded to odd, for a rounding to 16 bits afterwards: then no tie of binary16 comes of it.
HWY_INLINE V sum_to_odd(V c0, V q) {
  const hn::Full512<std::int32_t> integers;
  const V cut_off{_mm512_add_round_ps(c0.raw, q.raw, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC)};
  return hn::BitCast(Lanes(), hn::Or(hn::BitCast(integers, cut_off), hn::Set(integers, 1)));
}

// Each step for all `count` vectors before the next: neighbouring instructions do not wait for each other.
template <class Tables, bool to_odd = false>
struct Softplus {
  template <std::size_t count>
  HWY_INLINE void operator()(V (&x)[count]) const {
    const hn::Full512<std::int32_t> integers;
    V s[count], n[count], p[count];
    Index i[count], i16[count];
    for (std::size_t k = 0; k < count; ++k) {
      const auto mirrored = hn::Gt(x[k], constant(mirrored_from));
      const V reduced = hn::Max(constant(-105), hn::IfThenElse(mirrored, hn::Neg(x[k]), x[k]));
      x[k] = hn::IfThenElseZero(mirrored, x[k]);
      s[k] = reduced;
    }
    for (std::size_t k = 0; k < count; ++k) {
      const V shifted{_mm512_fmadd_round_ps(s[k].raw, constant(0x1.715476p0f).raw, constant(shift).raw,
                                            _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)};
      i[k] = hn::Max(hn::BitCast(integers, shifted), hn::Set(integers, bits_of_shift - 30));
      i16[k] = hn::Max(hn::BitCast(integers, shifted), hn::Set(integers, bits_of_shift - 14));
      n[k] = hn::Sub(shifted, constant(shift));
    }
    for (std::size_t k = 0; k < count; ++k) s[k] = hn::NegMulAdd(n[k], constant(0x1.62e43p-1f), s[k]);
    if constexpr (Tables::degree == 6) {
      for (std::size_t k = 0; k < count; ++k) s[k] = hn::NegMulAdd(n[k], lookup(Tables::l2, i[k]), s[k]);
      for (std::size_t k = 0; k < count; ++k)
        p[k] = hn::MulAdd(s[k], lookup(Tables::c6, i16[k]), lookup(Tables::c5, i16[k]));
      for (std::size_t k = 0; k < count; ++k) p[k] = hn::MulAdd(s[k], p[k], lookup(Tables::c4, i[k]));
    } else {
      for (std::size_t k = 0; k < count; ++k) s[k] = hn::NegMulAdd(n[k], constant(Tables::l2), s[k]);
      for (std::size_t k = 0; k < count; ++k)
        p[k] = hn::MulAdd(s[k], lookup(Tables::c5, i16[k]), lookup(Tables::c4, i16[k]));
    }
    for (std::size_t k = 0; k < count; ++k) p[k] = hn::MulAdd(s[k], p[k], lookup(Tables::c3, i[k]));
    for (std::size_t k = 0; k < count; ++k) p[k] = hn::MulAdd(s[k], p[k], lookup(Tables::c2, i[k]));
    for (std::size_t k = 0; k < count; ++k) p[k] = hn::MulAdd(s[k], p[k], lookup(Tables::c1, i[k]));
    for (std::size_t k = 0; k < count; ++k) {
      const V c0 = lookup(Tables::c0, i[k]);
      if constexpr (!to_odd) p[k] = hn::MulAdd(s[k], p[k], c0);
      else p[k] = sum_to_odd(c0, hn::MulAdd(s[k], p[k], lookup(octave_tables::rest_of_c0, i16[k])));
    }
    for (std::size_t k = 0; k < count; ++k) x[k] = hn::Add(x[k], V{_mm512_scalef_ps(p[k].raw, n[k].raw)});
  }
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE::octaves
HWY_AFTER_NAMESPACE();
#endif

#endif
