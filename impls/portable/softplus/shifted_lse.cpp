// softplus(x) = m + log(e^-m + e^(x-m)), m = max(x, 0): the shifted log-sum-exp of (0, x).
//
// The shift keeps both exponentials at most 1, so nothing overflows; one of them is e^0 = 1 exactly, so this is
// symmetric_log.cpp with an exponential more. Like all forms with log it loses eps e^-x / 2 of the result for x < 0
// and everything below -p log 2: -36.74, -16.64, -7.62, -5.55. At +inf x - m is inf - inf: NaN. The claim ends at the
// largest finite number.
// Worst in the claim, binary32, 2.47 ulp: x = -0x1.6182e4p-1, got 0x1.a01df8p-2, want 0x1.a01dfcf1f0e99p-2.
// Used by: PaddlePaddle (older), tinygrad, PyTorch (2017).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T m = arithmetic::positive_part(x);
  return m + arithmetic::log(arithmetic::exp(-m) + arithmetic::exp(x - m));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation shifted_lse;
constinit const Implementation shifted_lse{
    .function = "softplus",
    .name = "shifted_lse",
    .strategy = "m + log(e^-m + e^(x-m)), m = max(x,0)",
    .credit = "PaddlePaddle (older), tinygrad",
    .binary64 = {evaluate<double>, {2.75, {-1, 1e308}}},
    .binary32 = {evaluate<float>, {2.65, {-1, 3e38}}},
    .binary16 = {evaluate<binary16>, {2.55, {-1, 65504}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-1, 3e38}}},
};

}  // namespace softplus_bench::portable::softplus
