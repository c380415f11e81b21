// log(1 / (1 + e^-x)) = -softplus(-x), with softplus as in impls/simd/softplus/fused.cpp: both negations are exact, so
// that errors and worst inputs are its own, mirrored. -0 where x is above 104: the limit from below.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/log_sigmoid/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/fused_binary32.hpp"
#include "impls/simd/softplus/fused_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::log_sigmoid::HWY_NAMESPACE {
namespace {

using simd::HWY_NAMESPACE::compiled_target;
namespace fused_binary32 = simd::softplus::HWY_NAMESPACE::fused_binary32;
namespace binary64 = simd::softplus::HWY_NAMESPACE::binary64;

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  fused_binary32::evaluate<fused_binary32::Mirrored<fused_binary32::For<T>>>(x, y, n);
}

void evaluate_binary64(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  binary64::evaluate_in_strips(binary64::fused::ExponentialOf(), binary64::fused::LogSigmoid(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "log_sigmoid",
    .name = "fused",
    .strategy = "-softplus(-x), softplus as in simd/softplus/fused",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate_binary64, {0.97}},
    .binary32 = {evaluate<float>, {fused_binary32::max_ulp}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
    .thresholds = {binary64::thresholds, fused_binary32::mirrored_thresholds, fused_binary32::mirrored_thresholds,
                   fused_binary32::mirrored_thresholds},
};

}  // namespace softplus_bench::simd::log_sigmoid::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
