// softplus(x) = x for x > 20, else log(1 + e^x).
//
// The threshold removes the overflow of naive.cpp and nothing else: to the left every bit of e^x below
// eps is lost all the same, down to 0 below -p log 2 (-16.64 in binary32). In binary64 the step at 20 is
// worth 5.8e5 ulp (thresholded_20.cpp has the sum); in binary16 e^x is +inf on (11.09, 20].
// Elsewhere the cutoff is 10, 12, 16.64 or 30. Worst on [-1, inf) in binary32, 2.50 ulp:
// x = -0x1.62894ep-1, got 0x1.9f6edep-2, want 0x1.9f6ed9018ae84p-2.
// Used by: ggml and llama.cpp, PaddlePaddle, OneFlow, TVM, Arm Compute Library (12), Mamba-2 (Triton).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

constexpr double thresholds[] = {20};

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  constexpr T threshold = arithmetic::constant<T>(thresholds[0]);
  constexpr T one = arithmetic::constant<T>(1);
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] > threshold ? x[i] : arithmetic::log(one + arithmetic::exp(x[i]));
}

}  // namespace

extern constinit const Implementation thresholded_20_log;
constinit const Implementation thresholded_20_log{
    .function = "softplus",
    .name = "thresholded_20_log",
    .strategy = "x > 20 ? x : log(1 + e^x)",
    .credit = "ggml, PaddlePaddle, OneFlow, TVM, Arm Compute Library, Mamba-2",
    .binary64 = {evaluate<double>, {2.75, {-1, 20}}},
    .binary32 = {evaluate<float>, {2.65, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {2.55, {-1, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-1, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
