// softplus(x) = log(2) log2(1 + 2^(x log2 e)), x above 20.
//
// Base 2 is what hardware has. The product x log2 e is rounded before the exponential: an error of |x| eps / 2
// relative in 2^(..), which for x > 0 is what the logarithm turns back into an ulp of the result. For x < 0 it would
// cost |x| / 2 ulp, if the sum with 1 did not lose more: eps e^-x / 2, all below -p log 2, as in naive.cpp. The
// threshold 20 drops 2e-9, 5.8e5 ulp in binary64; binary16 overflows on (11.09, 20].
// Worst in the claim, binary32, 3.33 ulp: x = -0x1.44402ep-1, got 0x1.b4089cp-2, want 0x1.b4089557fca5fp-2.
// Used by: flash-linear-attention (with approximate instructions), tinygrad.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

constexpr double thresholds[] = {20};

template <FloatFormat T>
inline T at(T x) {
  if (x > arithmetic::constant<T>(thresholds[0])) return x;
  const T power = arithmetic::exp2(x * arithmetic::constant<T>(0x1.71547652b82fep+0));
  return arithmetic::constant<T>(0x1.62e42fefa39efp-1) * arithmetic::log2(arithmetic::constant<T>(1) + power);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation base2;
constinit const Implementation base2{
    .function = "softplus",
    .name = "base2",
    .strategy = "x > 20 ? x : log(2) log2(1 + 2^(x log2 e))",
    .credit = "flash-linear-attention, tinygrad",
    .binary64 = {evaluate<double>, {3.9, {-1, 20}}},
    .binary32 = {evaluate<float>, {3.75, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {3.7, {-1, 11.06}}},
    .bfloat16 = {evaluate<bfloat16>, {3.4, {-1, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
