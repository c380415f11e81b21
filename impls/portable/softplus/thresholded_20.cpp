// softplus(x) = x for x > 20, else log1p(e^x).
//
// The cutoff 20 is PyTorch's default and the same number in every format. What it drops is
// log1p(e^-20) = 2.06e-9, against half an ulp of 20:
//   bfloat16 2^-4, binary16 2^-7, binary32 2^-20: nothing is lost;
//   binary64 2^-49 = 1.8e-15: 5.8e5 ulp just above 20, and some error up to 33.27.
// It also comes too late for binary16, where e^x overflows above 11.09: +inf on (11.09, 20].
// binary64 witness: x = 0x1.4000000000001p+4, got x, want 0x1.400000008da44p+4.
// At and below 20 this is log1p.cpp, whose errors it has.
// Used by: PyTorch, MXNet, Mamba's CUDA kernels.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

constexpr double thresholds[] = {20};

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  constexpr T threshold = arithmetic::constant<T>(thresholds[0]);
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] > threshold ? x[i] : arithmetic::log1p(arithmetic::exp(x[i]));
}

}  // namespace

extern constinit const Implementation thresholded_20;
constinit const Implementation thresholded_20{
    .function = "softplus",
    .name = "thresholded_20",
    .strategy = "x > 20 ? x : log1p(e^x)",
    .credit = "PyTorch, MXNet, Mamba",
    .binary64 = {evaluate<double>, {1.75, {-infinity, 20}}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35, {-infinity, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
