// softplus(x) with one reduction and one final rounding, without a branch: at most 1 ulp in binary32 where the target
// has FMA, the 16-bit formats correctly rounded.
//
// The kernels, their derivation and their error budgets: octaves.hpp (AVX-512: 32 coefficients a table, looked up by
// octave), two_pieces.hpp (elsewhere). fused_binary32.hpp chooses; docs/decisions/0005-fused-softplus.md has what else
// was tried. Coefficients: fused_binary32.sollya. binary64 has a kernel, a derivation and figures of its own:
// fused_binary64.hpp.
// binary16 and bfloat16 compute in binary32 and round once more: bfloat16 with fused_fast's polynomials, binary16 with
// results rounded to odd, which the ties at x = -0x1.0cp-14 need (log 2 + x/2 there is 0x1.62dffff4p-1).
// Worst in binary32, over all 2^32 inputs: avx512 0.8972 ulp, x = -0x1.86b65cp+5, got 0x1.7441ccp-71, want
// 0x1.7441cdcb5d191p-71; avx2 0.9308, x = -0x1.0805cep+0, got 0x1.383f74p-2, want 0x1.383f72236d4fep-2; sse4, where
// MulAdd rounds twice, 1.1531, x = -0x1.06526p+0, got 0x1.3a0a58p-2, want 0x1.3a0a55b1a362cp-2.
// Instructions per element of the loop (GCC 12), of them multiplications and FMAs, lookups: binary32 avx512 2.4, 0.56,
// 0.5; avx2 7.9, 3.6, 0; sse4 24, 6.8, 0. bfloat16 avx512 2.7; binary16 2.7.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/fused_binary32.hpp"
#include "impls/simd/softplus/fused_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE {
namespace {

using simd::HWY_NAMESPACE::compiled_target;
namespace fused_binary32 = simd::softplus::HWY_NAMESPACE::fused_binary32;

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  fused_binary32::evaluate<fused_binary32::For<T>>(x, y, n);
}

void evaluate_binary64(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  binary64::evaluate_in_strips(binary64::fused::ExponentialOf(), binary64::fused::Softplus(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "softplus",
    .name = "fused",
    .strategy =
        "one reduction, one polynomial: coefficients looked up by octave (AVX-512), two pieces elsewhere; "
        "binary64: max(x,0) + log1p(e^-|x|), two tables of 16 rows, the low parts carried to the last sum",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate_binary64, {0.97}},
    .binary32 = {evaluate<float>, {fused_binary32::max_ulp}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
    .thresholds = {binary64::thresholds, fused_binary32::thresholds, fused_binary32::thresholds,
                   fused_binary32::thresholds},
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
