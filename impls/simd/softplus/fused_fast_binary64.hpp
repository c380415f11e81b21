// softplus in binary64, branch-free, as in fused_binary64.hpp with nothing carried: max(x, 0) + log1p(e^-|x|), every
// operation rounded.
//
// Error, in ulp of the result: t 0.5, and T as much, both twice where log1p(t) < 2^-k <= t; the polynomial's last
// rounding 0.5 in the row of small t, v 0.25 in the next; the fits 0.23; the residual 0.5; the sum 0.5 for x > 0.
// Worst, hunted for two minutes on avx512, avx2 has its bits: 2.286, x = -0x1.5fc542bbc643p+1, got
// 0x1.fc858741eda9cp-5, want 0x1.fc858741eda9ep-5; sse4 2.356, x = -0x1.ad5acf52ec73cp+1, got 0x1.194884b6b9a7ep-5,
// want 0x1.194884b6b9a80p-5.
//
// Instructions a vector in the two loops, those that multiply, table look-ups: avx512 (8 elements) 56, 21, 3; avx2 (4)
// 66, 21, 3; sse4 (2) 93, 21, 4. An element: 7, 16.5 and 46.5 instructions.
#if defined(SOFTPLUS_BENCH_SIMD_FUSED_FAST_BINARY64) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_FUSED_FAST_BINARY64
#undef SOFTPLUS_BENCH_SIMD_FUSED_FAST_BINARY64
#else
#define SOFTPLUS_BENCH_SIMD_FUSED_FAST_BINARY64
#endif

#include "impls/simd/softplus/reduction_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE::binary64 {
namespace fused_fast {

// sollya reduction_binary64.sollya
inline constexpr double exponential_quotient[] = {0x1.0000000000003p0,  0x1.fffffffffffecp-2, 0x1.555555547b4abp-3,
                                                  0x1.555555564d4d3p-5, 0x1.11123dbef1887p-7, 0x1.6c16c5400c7ebp-10};
inline constexpr double logarithm_quotient[] = {1,
                                                -0x1.fffffffffffd6p-2,
                                                0x1.5555555555efdp-2,
                                                -0x1.000000009d066p-2,
                                                0x1.999999775653bp-3,
                                                -0x1.5555425dcd8b2p-3,
                                                0x1.249356c888b61p-3,
                                                -0x1.006be014b32d1p-3,
                                                0x1.c2749b66312a1p-4};

// e^-|x|; 2^128 times that for |x| > 600.
struct ExponentialOf {
  HWY_INLINE V operator()(V x) const {
    const V minus_a = minus_absolute(x);
    const ReducedExponent reduced = reduce_exponent<true>(minus_a);
    const V p = hn::Mul(reduced.s, polynomial<double>(exponential_quotient, reduced.s));
    const V two_to = power(reduced.n, scale_of(minus_a));
    return hn::MulAdd(two_to, p, two_to);
  }
};

struct Softplus {
  HWY_INLINE V operator()(V x, V t) const {
    const ReducedLogarithm reduced = reduce_logarithm(t);
    const V logarithm = row_of(logarithms, reduced.row);
    const V residual = hn::MulAdd(reduced.v, polynomial<double>(logarithm_quotient, reduced.v), logarithm);
    return hn::Add(positive_part(x), scaled_back(residual, minus_absolute(x)));
  }
};

}  // namespace fused_fast

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE::binary64
HWY_AFTER_NAMESPACE();

#endif
