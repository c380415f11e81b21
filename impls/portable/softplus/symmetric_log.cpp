// softplus(x) = max(x, 0) + log(1 + e^-|x|).
//
// The symmetric form with log in place of log1p: no overflow, and accurate for x >= 0, where what
// 1 + e^-|x| loses is small against x. For x < 0 that logarithm is the whole answer and the loss is that of
// naive.cpp: a relative error of eps e^|x| / 2, and 0 below -p log 2, -16.64 in binary32.
// Worst on [-1, inf) in binary32, 2.50 ulp: x = -0x1.62894ep-1, got 0x1.9f6edep-2, want 0x1.9f6ed9018ae84p-2.
// Total loss: x = -0x1.e7f9c2p+5, got 0, want 0x1.fffffa603eab9p-89.
// Used by: coremltools, primitiv, older ONNX Runtime.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  constexpr T one = arithmetic::constant<T>(1);
  for (std::size_t i = 0; i < n; ++i)
    y[i] = arithmetic::positive_part(x[i]) + arithmetic::log(one + arithmetic::exp(-arithmetic::abs(x[i])));
}

}  // namespace

extern constinit const Implementation symmetric_log;
constinit const Implementation symmetric_log{
    .function = "softplus",
    .name = "symmetric_log",
    .strategy = "max(x,0) + log(1 + e^-|x|)",
    .credit = "coremltools, primitiv, ONNX Runtime (older)",
    .binary64 = {evaluate<double>, {2.75, {-1, infinity}}},
    .binary32 = {evaluate<float>, {2.65, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {2.55, {-1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-1, infinity}}},
};

}  // namespace softplus_bench::portable::softplus
