// softplus in binary32, right for every input: max(x, 0) + log1p(e^-|x|) in binary64, with the tables of
// reduction_binary64.hpp, and one rounding to binary32, which is the only one of a subnormal result too.
//
// Relative error of the binary64 value: P 2^-50.05; the roundings of T, t, P(v), v P(v) + L and the last sum 2^-53
// each, and Q 2^-55.98: below 2^-49.3, 2^-25.3 ulp of binary32. Of all 2^32 inputs 60 lie within 2^-24 ulp of the
// middle between two numbers, and only for them could the rounding go wrong. MPFR with 300 bits settles them: 59 are
// right, as x = 0x1.47f11p+2, 2^-29.2 ulp below the middle, and one was not. x = 0x1.d483ap-12 is 2^-33.5 ulp above it,
// which is less than 1/20 of the last place of binary64, and the nearest number of binary64 is the middle itself. Row
// 15 of the logarithms, t > 0.907, is therefore raised by a unit in the last place, 2^-53 or 2^-29 ulp of the result;
// the other inputs of that row keep their side. Proof that no input is left: every bit pattern on every target,
//   softplus-bench run accuracy --exhaustive -f 'softplus/correctly_rounded/binary32/*'
// In the directed modes results follow the mode, and near a number of binary32 may lie on its wrong side.
//
// Instructions a vector of binary64 in the two loops, those that multiply, table look-ups: avx512 (8 elements) 50, 19,
// 3; avx2 (4) 59, 19, 3; sse4 (2) 84, 19, 4. An element: 6.3, 14.8 and 42 instructions.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus/correctly_rounded.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/reduction_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using namespace binary64;

// sollya reduction_binary64.sollya
inline constexpr double exponential_quotient[] = {0x1.0000000000003p0,  0x1.fffffffffffecp-2, 0x1.555555547b4abp-3,
                                                  0x1.555555564d4d3p-5, 0x1.11123dbef1887p-7, 0x1.6c16c5400c7ebp-10};
inline constexpr double logarithm_quotient[] = {1,
                                                -0x1.00000000001e6p-1,
                                                0x1.555555559ffb3p-2,
                                                -0x1.ffffffe9236e1p-3,
                                                0x1.99998b0fd62d9p-3,
                                                -0x1.55563f89d1922p-3,
                                                0x1.24fa7d2e3a962p-3,
                                                -0x1.fb3b87f8bb782p-4};

// See above.
alignas(64) inline constexpr std::array<double, 16> raised_logarithms = [] {
  std::array<double, 16> rows = logarithms;
  rows[15] += 0x1p-53;
  return rows;
}();

// e^-|x|, far below the least number of binary32 from |x| = 110 on.
struct ExponentialOf {
  HWY_INLINE V operator()(V x) const {
    const ReducedExponent reduced = reduce_exponent<false>(hn::Max(hn::Or(x, constant(-0.0)), constant(-110)));
    const V p = hn::Mul(reduced.s, polynomial<double>(exponential_quotient, reduced.s));
    const V two_to = power(reduced.n);
    return hn::MulAdd(two_to, p, two_to);
  }
};

struct Softplus {
  HWY_INLINE V operator()(V x, V t) const {
    const ReducedLogarithm reduced = reduce_logarithm(t);
    const V logarithm = row_of(raised_logarithms, reduced.row);
    const V residual = hn::MulAdd(reduced.v, polynomial<double>(logarithm_quotient, reduced.v), logarithm);
    return hn::Add(positive_part(x), residual);
  }
};

void evaluate(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  evaluate_in_strips(ExponentialOf(), Softplus(), x, y, n);
}

}  // namespace

extern constinit const Implementation correctly_rounded;
constinit const Implementation correctly_rounded{
    .function = "softplus",
    .name = "correctly_rounded",
    .strategy = "max(x,0) + log1p(e^-|x|) in binary64, two tables of 16 rows, rounded once",
    .credit = "this project",
    .target = simd::HWY_NAMESPACE::compiled_target,
    .binary32 = {evaluate, {0.5}},
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
