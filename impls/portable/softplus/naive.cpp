// softplus(x) = log(1 + e^x), the definition typed in.
//
// Right for x of about -1 and above. The sum rounds e^x to a multiple of eps, a relative
// error of up to eps e^-x / 2 in the result, so each step of log 2 to the left costs one more bit; below
// -p log 2 the sum is 1 and the result 0, a total loss:
//   -7.62 (binary16), -5.55 (bfloat16), -16.64 (binary32), -36.74 (binary64).
// Above log(max) e^x is +inf and so is the result: 11.09, 88.72, 88.72, 709.78.
// Worst near 0 in binary32, 2.50 ulp: x = -0x1.62894ep-1, got 0x1.9f6edep-2, want 0x1.9f6ed9018ae84p-2.
// Far left, 8.4e6 ulp: x = -0x1.0a2b02p+4, got 0x1.fffffep-24, want 0x1.00021ebde9b52p-24.
// Used by: ONNX (its definition), WebNN's example, ncnn, MNN, tract, candle.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  constexpr T one = arithmetic::constant<T>(1);
  for (std::size_t i = 0; i < n; ++i) y[i] = arithmetic::log(one + arithmetic::exp(x[i]));
}

}  // namespace

extern constinit const Implementation naive;
constinit const Implementation naive{
    .function = "softplus",
    .name = "naive",
    .strategy = "log(1 + e^x)",
    .credit = "ONNX (definition), WebNN, ncnn, MNN, tract, candle",
    .binary64 = {evaluate<double>, {2.75, {-1, 709.78}}},
    .binary32 = {evaluate<float>, {2.65, {-1, 88.72}}},
    .binary16 = {evaluate<binary16>, {2.55, {-1, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-1, 88.5}}},
};

}  // namespace softplus_bench::portable::softplus
