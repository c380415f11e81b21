// What the binary64 kernels of softplus share: e^-|x| and log1p reduced to short polynomials by two tables of 16 rows.
//
// Compiled once per target, like impls/simd/kernel.hpp: the guard toggles.
#if defined(SOFTPLUS_BENCH_SIMD_REDUCTION_BINARY64) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_REDUCTION_BINARY64
#undef SOFTPLUS_BENCH_SIMD_REDUCTION_BINARY64
#else
#define SOFTPLUS_BENCH_SIMD_REDUCTION_BINARY64
#endif

#include <array>
#include <cstdint>
#include <type_traits>

#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/reduction_binary64_tables.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE::binary64 {

namespace hn = hwy::HWY_NAMESPACE;
using simd::HWY_NAMESPACE::compiled_target;
using simd::HWY_NAMESPACE::polynomial;
using simd::HWY_NAMESPACE::Tag;
using V = simd::HWY_NAMESPACE::Vector<double>;
using IntegerTag = hn::RebindToSigned<Tag<double>>;
using Integers = hn::Vec<IntegerTag>;

HWY_INLINE V constant(double value) { return hn::Set(Tag<double>(), value); }

// The rows that the lowest four bits of each lane name: one permutation of two registers, or a gather. AVX2's merges
// into its destination: zeros under a mask of ones that no compiler sees through, or it waits for what was there.
template <class T>
HWY_INLINE auto row_of(const std::array<T, 16>& table, Integers index) {
  const hn::ScalableTag<T> tag;
#if HWY_TARGET == HWY_AVX3
  const auto low = hn::BitCast(Tag<double>(), hn::Load(tag, table.data()));
  const auto high = hn::BitCast(Tag<double>(), hn::Load(tag, table.data() + 8));
  return hn::BitCast(tag, V{_mm512_permutex2var_pd(low.raw, index.raw, high.raw)});
#elif HWY_TARGET == HWY_AVX2
  const Integers row = hn::And(index, hn::Set(IntegerTag(), 15));
  const auto all = hn::BitCast(Tag<double>(), hn::VecFromMask(IntegerTag(), hn::Lt(row, hn::Set(IntegerTag(), 16))));
  const auto* base = reinterpret_cast<const double*>(table.data());
  return hn::BitCast(tag, V{_mm256_mask_i64gather_pd(_mm256_setzero_pd(), base, row.raw, all.raw, 8)});
#else
  return hn::GatherIndex(tag, table.data(), hn::And(index, hn::Set(IntegerTag(), 15)));
#endif
}

// e^x = 2^(n/16) e^s, |s| <= log(2)/32 and a hair. n is an integer: the lowest bits.
struct ReducedExponent {
  Integers n;
  V s;
};

// For -746 <= x <= 0. Exact are n L1 and x - n L1. n = RN(16 x / log 2) by adding 1.5 2^52, whose last place is 1: in
// the directed modes |s| is up to twice as large, and the polynomial's error, 164 ulp of binary64, one of binary32
// still. Round is to nearest in every mode, for one operation more.
template <bool to_nearest_in_every_mode>
HWY_INLINE ReducedExponent reduce_exponent(V x) {
  const V steps = constant(tables::steps_per_log_2), shift = constant(0x1.8p52);
  V n, shifted;
  if constexpr (to_nearest_in_every_mode) {
    n = hn::Round(hn::Mul(x, steps));
    shifted = hn::Add(n, shift);
  } else {
    shifted = hn::MulAdd(x, steps, shift);
    n = hn::Sub(shifted, shift);
  }
  const V s = hn::NegMulAdd(n, constant(tables::step_part_1), x);
  return {hn::BitCast(IntegerTag(), shifted), hn::NegMulAdd(n, constant(tables::step_part_2), s)};
}

// 2^(n/16) rounded, where that is a normal number; 2^128 2^(n/16) where `scaled` has 128 2^52, and not 0. The table has
// the bits of 2^(j/16) less j 2^48: n 2^48 brings these back, and n div 16 into the exponent.
HWY_INLINE V power(Integers n) {
  return hn::BitCast(Tag<double>(), hn::Add(row_of(tables::powers, n), hn::ShiftLeft<48>(n)));
}
HWY_INLINE V power(Integers n, Integers scaled) {
  return hn::BitCast(Tag<double>(), hn::Add(hn::Add(row_of(tables::powers, n), hn::ShiftLeft<48>(n)), scaled));
}

// log(1 + t) = L + log(1 + v), |v| < 0.0326.
struct ReducedLogarithm {
  Integers row;  // in the lowest four bits
  V r, v;        // R near 1 / (1 + t), with which a small addend of t goes into v
};

// Where products and sums are fused, v = R t + (R - 1) and L = -log R: the subtraction is exact. Where they are not,
// that product would be rounded in the last place of t: v = R (t - c), R = 1 / (1 + c) and L = log(1 + c), with t - c
// exact.
inline constexpr bool fuses = HWY_NATIVE_FMA != 0;
inline constexpr const auto& reciprocals = fuses ? tables::fused::reciprocals : tables::unfused::reciprocals;
inline constexpr const auto& logarithms = fuses ? tables::fused::logarithms : tables::unfused::logarithms;

// For 0 <= t <= 1. The row is the integer part of 16 t + 0.48, at most 15: what follows 2 in t + 2.03. The addition of
// 1.5 2^48 would save the shift, and call for row 1 when rounding a small t upward. In row 0, to t = 0.0325, v is t.
HWY_INLINE ReducedLogarithm reduce_logarithm(V t) {
  const V shifted = hn::Add(hn::Min(t, constant(0.9375)), constant(2.03));
  const hn::RebindToUnsigned<Tag<double>> bits;
  const Integers row = hn::BitCast(IntegerTag(), hn::ShiftRight<47>(hn::BitCast(bits, shifted)));
  const V r = row_of(reciprocals, row);
  if constexpr (fuses) return {row, r, hn::MulAdd(r, t, hn::Sub(r, constant(1)))};
  return {row, r, hn::Mul(r, hn::Sub(t, row_of(tables::unfused::centres, row)))};
}

// What binary64 needs where e^-|x| may be subnormal: |x| > 600. There it is computed 2^128 times as large.
inline constexpr double far_from = 600;
inline constexpr double thresholds[] = {-far_from, far_from};
HWY_INLINE V minus_absolute(V x) { return hn::Max(hn::Or(x, constant(-0.0)), constant(-746)); }
HWY_INLINE auto is_far(V minus_a) { return hn::Lt(minus_a, constant(-far_from)); }
HWY_INLINE Integers scale_of(V minus_a) {
  const auto far = hn::RebindMask(IntegerTag(), is_far(minus_a));
  return hn::IfThenElseZero(far, hn::Set(IntegerTag(), std::int64_t{128} << 52));
}
HWY_INLINE V scaled_back(V residual, V minus_a) {
  return hn::IfThenElse(is_far(minus_a), hn::Mul(residual, constant(0x1p-128)), residual);
}

// max(x, 0), NaN for NaN: where one operand is, Max gives the second or NaN.
HWY_INLINE V positive_part(V x) { return hn::Max(hn::Zero(Tag<double>()), x); }

HWY_INLINE V load(const double* x) { return hn::LoadU(Tag<double>(), x); }
HWY_INLINE V load(const float* x) {
  const hn::Rebind<float, Tag<double>> narrow;
  return hn::PromoteTo(Tag<double>(), hn::LoadU(narrow, x));
}
HWY_INLINE void store(V y, double* to) { hn::StoreU(y, Tag<double>(), to); }
HWY_INLINE void store(V y, float* to) {
  const hn::Rebind<float, Tag<double>> narrow;
  hn::StoreU(hn::DemoteTo(narrow, y), narrow, to);
}

// y[i] = result(x[i], exponential(x[i])), computed in binary64. The exponentials of a strip are done before the first
// result: a chain of operations as long as both together leaves a processor with less to do at once than it could.
// The last elements go through a full vector as well, padded with zeros: every element meets the same operations.
template <class T, class Exponential, class Result>
HWY_INLINE void evaluate_in_strips(Exponential exponential, Result result, const T* x, T* y, std::size_t n) {
  using Passed = decltype(exponential(load(x)));
  const std::size_t lanes = hn::Lanes(Tag<double>());
  constexpr std::size_t vectors = 16;
  std::size_t i = 0;
  while (n - i >= lanes) {
    Passed passed[vectors];
    const std::size_t rest = (n - i) / lanes, some = rest < vectors ? rest : vectors;
    for (std::size_t k = 0; k < some; ++k) passed[k] = exponential(load(x + i + k * lanes));
    for (std::size_t k = 0; k < some; ++k) store(result(load(x + i + k * lanes), passed[k]), y + i + k * lanes);
    i += some * lanes;
  }
  if (i == n) return;
  T padded[HWY_MAX_BYTES / sizeof(double)] = {};
  std::memcpy(padded, x + i, (n - i) * sizeof(T));
  const V last = load(padded);
  store(result(last, exponential(last)), padded);
  std::memcpy(y + i, padded, (n - i) * sizeof(T));
}

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE::binary64
HWY_AFTER_NAMESPACE();

#endif
