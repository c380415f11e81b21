// softplus(x) = max(x, 0) + log1p(e^-|x|), branch-free; derivation, errors and instruction counts: fused_binary64.hpp.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/fused_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE {
namespace {

void evaluate(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  binary64::evaluate_in_strips(binary64::fused::ExponentialOf(), binary64::fused::Softplus(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "softplus",
    .name = "fused",
    .strategy = "max(x,0) + log1p(e^-|x|), two tables of 16 rows, the low parts carried to the last sum",
    .credit = "this project",
    .target = simd::HWY_NAMESPACE::compiled_target,
    .binary64 = {evaluate, {0.97}},
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
