// gelu_tanh(x) = x sigma(2u) = x / (1 + e^-2u), u = sqrt(2/pi) (x + 0.044715 x^3).
//
// (1 + tanh u) / 2 = sigma(2u), which does not cancel. But u is rounded, four times over, and e^-2u makes 2|u| of each
// relative error: 2|u| times two or three half ulps, 20 at x = -2 and 100 at -5. e^-2u overflows from x = -9.7
// (binary32), where the answer is subnormal or close. The claim starts at -1.
// Used by: OpenAI's GPT-2 rewritten by many (as x sigmoid(1.702 x) in a rougher form), MNN, Tenstorrent.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::gelu_tanh {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T cube = x * x * x;
  const T twice_u = arithmetic::constant<T>(0x1.9884533d43651p+0) * (x + arithmetic::constant<T>(0.044715) * cube);
  return x / (arithmetic::constant<T>(1) + arithmetic::exp(-twice_u));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation sigmoid_form;
constinit const Implementation sigmoid_form{
    .function = "gelu_tanh",
    .name = "sigmoid_form",
    .strategy = "x / (1 + e^-2u), u = sqrt(2/pi) (x + 0.044715 x^3)",
    .credit = "folk",
    .binary64 = {evaluate<double>, {2.6, {-1, infinity}}},
    .binary32 = {evaluate<float>, {2.5, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {2, {-1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2, {-1, infinity}}},
};

}  // namespace softplus_bench::portable::gelu_tanh
