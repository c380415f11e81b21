// log sigma(x) = -softplus(-x), with the errors of impls/simd/softplus/fused_binary64.hpp: nothing but signs changes.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/log_sigmoid/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/fused_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::log_sigmoid::HWY_NAMESPACE {
namespace {

namespace binary64 = simd::softplus::HWY_NAMESPACE::binary64;

void evaluate(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  binary64::evaluate_in_strips(binary64::fused::ExponentialOf(), binary64::fused::LogSigmoid(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "log_sigmoid",
    .name = "fused",
    .strategy = "-(max(-x,0) + log1p(e^-|x|)), two tables of 16 rows, the low parts carried to the last sum",
    .credit = "this project",
    .target = simd::HWY_NAMESPACE::compiled_target,
    .binary64 = {evaluate, {0.97}},
};

}  // namespace softplus_bench::simd::log_sigmoid::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
