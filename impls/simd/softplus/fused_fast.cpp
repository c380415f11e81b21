// softplus(x) = max(x, 0) + log1p(e^-|x|), branch-free and faster; derivation and errors: fused_fast_binary64.hpp.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus/fused_fast.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/fused_fast_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE {
namespace {

void evaluate(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  binary64::evaluate_in_strips(binary64::fused_fast::ExponentialOf(), binary64::fused_fast::Softplus(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused_fast;
constinit const Implementation fused_fast{
    .function = "softplus",
    .name = "fused_fast",
    .strategy = "max(x,0) + log1p(e^-|x|), two tables of 16 rows, nothing carried",
    .credit = "this project",
    .target = simd::HWY_NAMESPACE::compiled_target,
    .binary64 = {evaluate, {2.5}},
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
