// softplus(x) as in fused.cpp, quicker and to 4 ulp: the octaves' polynomials have one degree less and c0 as it rounds
// (octaves.hpp, AVX-512); elsewhere t = e^-|x| is rounded before t + t^2 Q(t), Q one degree less (two_pieces.hpp).
// binary64: fused_fast_binary64.hpp.
//
// Worst, over all 2^32 inputs: avx512 2.4293 ulp, x = -0x1.03c1a8p+4, got 0x1.7e31e2p-24, want 0x1.7e31dd243775dp-24;
// avx2 1.6079, x = -0x1.578102p+0, got 0x1.db8b84p-3, want 0x1.db8b80c8bd676p-3; sse4 1.8786, x = -0x1.42a98cp+0, got
// 0x1.ff3a1p-3, want 0x1.ff3a0c3e2696fp-3.
// Instructions per element of the loop (GCC 12): avx512 2.1, avx2 6.6, sse4 21.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus/fused_fast.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/fused_binary32.hpp"
#include "impls/simd/softplus/fused_fast_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE {
namespace {

using simd::HWY_NAMESPACE::compiled_target;
namespace fused_binary32 = simd::softplus::HWY_NAMESPACE::fused_binary32;

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  fused_binary32::evaluate<fused_binary32::FourUlp>(x, y, n);
}

void evaluate_binary64(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  binary64::evaluate_in_strips(binary64::fused_fast::ExponentialOf(), binary64::fused_fast::Softplus(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused_fast;
constinit const Implementation fused_fast{
    .function = "softplus",
    .name = "fused_fast",
    .strategy = "as fused, of lower degree",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate_binary64, {2.5}},
    .binary32 = {evaluate<float>, {fused_binary32::max_ulp_fast}},
    .thresholds = {binary64::thresholds, fused_binary32::thresholds},
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
