// softplus and log_sigmoid in binary64, branch-free: max(x, 0) + log1p(e^-|x|), with one table for e^-|x| and one for
// the logarithm (reduction_binary64.hpp), and every rounding but three kept small:
//   t = T + T p, p = e^s - 1 + (2^(n/16) / T - 1)        t rounded, what that lost in t_low
//   log(1 + t + t_low) = L + (v + (v^2 P(v) + R t_low))   L + v rounded, what that lost in `low`
//   max(x, 0) + residual                                  rounded, what that lost in `lost`
// and the three low parts are added to the last sum, which is rounded once.
//
// Error, in ulp of the result: that rounding 0.5; the fit of Q 0.126 (2^-55.98 relative) and of P 0.1, in the row of
// small t, or 0.05; s, p and T p 0.05; and v, of [2^-6, 2^-5) in the last place of 2^-58, 0.25 where the result is in
// [2^-5, 2^-4), 0.125 above, nothing below, where v = t. Together at most 0.97, next to x = -3.
// For |x| > 600 t_low is dropped: 0.68, and 0.83 where results are subnormal and the last product rounds again.
//
// Worst of 1.3e8 inputs hunted in ten minutes: 0.898, x = -0x1.9d1cd79483bb5p+1, got 0x1.3e9ba27e9196ap-5, want
// 0x1.3e9ba27e91969p-5; sse4 0.906 in six minutes. avx2 has the bits of avx512. The claim is the bound.
//
// Instructions a vector in the two loops, those that multiply, table look-ups: avx512 (8 elements) 78, 22, 4; avx2 (4)
// 90, 22, 4; sse4 (2) 124, 22, 5. An element: 9.8, 22.5 and 62 instructions.
#if defined(SOFTPLUS_BENCH_SIMD_FUSED_BINARY64) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_FUSED_BINARY64
#undef SOFTPLUS_BENCH_SIMD_FUSED_BINARY64
#else
#define SOFTPLUS_BENCH_SIMD_FUSED_BINARY64
#endif

#include "impls/simd/softplus/reduction_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE::binary64 {
namespace fused {

// sollya reduction_binary64.sollya
inline constexpr double exponential_quotient[] = {0x1.0000000000003p0,  0x1.fffffffffffecp-2, 0x1.555555547b4abp-3,
                                                  0x1.555555564d4d3p-5, 0x1.11123dbef1887p-7, 0x1.6c16c5400c7ebp-10};
inline constexpr double logarithm_quotient[] = {-0x1.fffffffffffd6p-2, 0x1.5555555555efdp-2,  -0x1.000000009d066p-2,
                                                0x1.999999775653bp-3,  -0x1.5555425dcd8b2p-3, 0x1.249356c888b61p-3,
                                                -0x1.006be014b32d1p-3, 0x1.c2749b66312a1p-4};

// e^-|x| = t + t_low; 2^128 times that for |x| > 600.
struct Exponential {
  V t, t_low;
};
struct ExponentialOf {
  HWY_INLINE Exponential operator()(V x) const {
    const V minus_a = minus_absolute(x);
    const ReducedExponent reduced = reduce_exponent<true>(minus_a);
    const V s = reduced.s;
    const V p = hn::MulAdd(s, polynomial<double>(exponential_quotient, s), row_of(tables::power_remainders, reduced.n));
    const V two_to = power(reduced.n, scale_of(minus_a));
    const V above = hn::Mul(two_to, p);
    const V t = hn::Add(two_to, above);
    return {t, hn::Sub(above, hn::Sub(t, two_to))};
  }
};

struct Softplus {
  HWY_INLINE V operator()(V x, const Exponential& e) const {
    const V minus_a = minus_absolute(x);
    const ReducedLogarithm reduced = reduce_logarithm(e.t);
    const V logarithm = row_of(logarithms, reduced.row);
    const V v = reduced.v;
    const V tail = hn::MulAdd(hn::Mul(v, v), polynomial<double>(logarithm_quotient, v), hn::Mul(reduced.r, e.t_low));
    const V high = hn::Add(logarithm, v);
    const V low = hn::Add(tail, hn::Sub(v, hn::Sub(high, logarithm)));
    const V residual = scaled_back(high, minus_a);
    // positive + residual = sum + lost, exactly. Far from 0, where x may be infinite and `low` is not scaled back, the
    // positive part is added last in their place.
    const auto far = is_far(minus_a);
    const V whole_positive = positive_part(x);
    const V positive = hn::IfThenZeroElse(far, whole_positive);
    const V sum = hn::Add(positive, residual);
    const V residual_in_sum = hn::Sub(sum, positive);
    const V lost = hn::Add(hn::Sub(positive, hn::Sub(sum, residual_in_sum)), hn::Sub(residual, residual_in_sum));
    return hn::Add(sum, hn::IfThenElse(far, whole_positive, hn::Add(low, lost)));
  }
};

// log sigma(x) = -softplus(-x).
struct LogSigmoid {
  HWY_INLINE V operator()(V x, const Exponential& e) const { return hn::Neg(Softplus()(hn::Neg(x), e)); }
};

}  // namespace fused

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE::binary64
HWY_AFTER_NAMESPACE();

#endif
