// The 16-bit formats in vectors of binary32: loaded exactly, stored after one rounding to nearest, ties to even.
//
// The same bits on every target and in every rounding mode, those of core/narrow: overflow gives infinity, subnormal
// results are kept, a NaN becomes quiet. Where the processor converts binary16 itself (F16C) its instruction is used,
// with nearest as its operand: it knows subnormals whatever the environment says. Its own conversions to bfloat16
// flush them, so that format is rounded by integer arithmetic.
//
// Compiled once per SIMD target, as impls/simd/kernel.hpp, which includes it.
#if defined(SOFTPLUS_BENCH_SIMD_SIXTEEN_BIT) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_SIXTEEN_BIT
#undef SOFTPLUS_BENCH_SIMD_SIXTEEN_BIT
#else
#define SOFTPLUS_BENCH_SIMD_SIXTEEN_BIT
#endif

#include <cstdint>

#include "core/format.hpp"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::HWY_NAMESPACE::sixteen_bit {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;
using Words = hn::RebindToUnsigned<Lanes>;
using Halves = hn::Rebind<std::uint16_t, Lanes>;
using V = hn::Vec<Lanes>;
using W = hn::Vec<Words>;

inline constexpr bool has_f16c = HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3;

// Words below 2^16, to their lower halves: saturation, which DemoteTo has, does not meet them.
HWY_INLINE hn::Vec<Halves> halves_of(W words) {
  return hn::DemoteTo(Halves(), hn::BitCast(hn::RebindToSigned<Lanes>(), words));
}
HWY_INLINE W words_at(const std::uint16_t* bits) { return hn::PromoteTo(Words(), hn::LoadU(Halves(), bits)); }

HWY_INLINE V load(const bfloat16* x) { return hn::BitCast(Lanes(), hn::ShiftLeft<16>(words_at(&x->bits))); }

// The lower half decides the rounding: more than half of the last bit kept, or half of it and that bit odd, carries.
HWY_INLINE void store(V y, bfloat16* to) {
  const Words words;
  const W bits = hn::BitCast(words, y);
  const W odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(words, 1));
  const W rounded = hn::Add(hn::Add(bits, hn::Set(words, 0x7fff)), odd);
  const W quiet = hn::Or(bits, hn::Set(words, 0x400000));
  const W chosen = hn::IfThenElse(hn::RebindMask(words, hn::IsNaN(y)), quiet, rounded);
  hn::StoreU(halves_of(hn::ShiftRight<16>(chosen)), Halves(), &to->bits);
}

// Shifted into place a binary16 is a binary32 that is 2^112 times too small, subnormal ones included: the product is
// exact. Infinities and NaNs, from 2^16 on afterwards, get the whole exponent field.
HWY_INLINE V widened(W half) {
  const Lanes lanes;
  const Words words;
  const W shifted = hn::ShiftLeft<13>(hn::And(half, hn::Set(words, 0x7fff)));
  const V value = hn::Mul(hn::BitCast(lanes, shifted), hn::Set(lanes, 0x1p112f));
  const W special = hn::VecFromMask(words, hn::RebindMask(words, hn::Ge(value, hn::Set(lanes, 0x1p16f))));
  const W exponent = hn::And(special, hn::Set(words, 0x7f800000));
  const W sign = hn::ShiftLeft<16>(hn::And(half, hn::Set(words, 0x8000)));
  return hn::BitCast(lanes, hn::Or(hn::Or(hn::BitCast(words, value), exponent), sign));
}

// Normal results: as in bfloat16, 13 bits go and the exponent loses 112, at most up to infinity's. Subnormal ones,
// below 2^-14: in quanta of 2^-24 the value is q + r, q cut off and r in [0, 1), both exact, and r decides.
HWY_INLINE W narrowed(V y) {
  const Lanes lanes;
  const Words words;
  const hn::RebindToSigned<Lanes> integers;
  const W bits = hn::BitCast(words, y);
  const W m = hn::And(bits, hn::Set(words, 0x7fffffff));
  const W one = hn::Set(words, 1);
  const W carry = hn::Add(hn::And(hn::ShiftRight<13>(m), one), hn::Set(words, 0xfff));
  const W rebiased = hn::ShiftRight<13>(hn::Sub(hn::Add(m, carry), hn::Set(words, 112u << 23)));
  const W normal = hn::Min(rebiased, hn::Set(words, 0x7c00));

  // Other lanes are 0 here: not every value can be an integer.
  const auto below = hn::Lt(hn::BitCast(lanes, m), hn::Set(lanes, 0x1p-14f));
  const V quanta = hn::IfThenElseZero(below, hn::Mul(hn::BitCast(lanes, m), hn::Set(lanes, 0x1p24f)));
  const auto q = hn::ConvertTo(integers, quanta);
  const V rest = hn::Sub(quanta, hn::ConvertTo(lanes, q));
  const W odd = hn::And(hn::BitCast(words, q), one);
  const V half = hn::Set(lanes, 0.5f);
  const auto up = hn::Or(
      hn::Gt(rest, half),
      hn::And(hn::Eq(rest, half), hn::Eq(hn::ConvertTo(lanes, hn::BitCast(integers, odd)), hn::Set(lanes, 1.0f))));
  const W subnormal = hn::Add(hn::BitCast(words, q), hn::IfThenElseZero(hn::RebindMask(words, up), one));

  const W finite = hn::IfThenElse(hn::RebindMask(words, below), subnormal, normal);
  const W quiet = hn::Or(hn::And(hn::ShiftRight<13>(m), hn::Set(words, 0x3ff)), hn::Set(words, 0x7e00));
  const W magnitude = hn::IfThenElse(hn::RebindMask(words, hn::IsNaN(y)), quiet, finite);
  return hn::Or(magnitude, hn::And(hn::ShiftRight<16>(bits), hn::Set(words, 0x8000)));
}

HWY_INLINE V load(const binary16* x) {
  if constexpr (has_f16c) {
    return hn::PromoteTo(Lanes(), hn::BitCast(hn::Rebind<hwy::float16_t, Lanes>(), hn::LoadU(Halves(), &x->bits)));
  } else {
    return widened(words_at(&x->bits));
  }
}

HWY_INLINE void store(V y, binary16* to) {
  if constexpr (has_f16c) {
    hn::StoreU(hn::BitCast(Halves(), hn::DemoteTo(hn::Rebind<hwy::float16_t, Lanes>(), y)), Halves(), &to->bits);
  } else {
    hn::StoreU(halves_of(narrowed(y)), Halves(), &to->bits);
  }
}

}  // namespace softplus_bench::simd::HWY_NAMESPACE::sixteen_bit
HWY_AFTER_NAMESPACE();

#endif
