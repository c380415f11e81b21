// softplus(x) = x for x > -t, e^x for x < t, else log(1 + e^x), with t = log(2^-23) + 2 = -13.94 in every format.
//
// tfjs fixes eps at binary32's whatever the numbers are: JavaScript's are binary64. The middle has log in place of
// log1p, so just above t the result is a multiple of eps where e^t = 7.39 eps: 1e6 ulp, while e^x just below t is
// right within 7.3 ulp (eps_two.cpp derives it): accuracy gets better by five orders of magnitude to the left of a
// cutoff. binary64 drops e^-13.94 = 8.8e-7 above -t, 5e8 ulp there; binary16 overflows on (11.09, 13.94]; bfloat16 is
// right from 4.16.
// Worst in the claim, binary32, 2.47 ulp: x = -0x1.6182e4p-1, got 0x1.a01df8p-2, want 0x1.a01dfcf1f0e99p-2.
// Used by: tfjs (CPU, WebGL, WebGPU).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// log(2^-23) + 2
constexpr double cutoff = -0x1.be2bap+3;
constexpr double thresholds[] = {cutoff, -cutoff};

template <FloatFormat T>
inline T at(T x) {
  if (x > arithmetic::constant<T>(-cutoff)) return x;
  const T exponential = arithmetic::exp(x);
  return x < arithmetic::constant<T>(cutoff) ? exponential : arithmetic::log(arithmetic::constant<T>(1) + exponential);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation eps_two_log;
constinit const Implementation eps_two_log{
    .function = "softplus",
    .name = "eps_two_log",
    .strategy = "x > -t ? x : x < t ? e^x : log(1 + e^x), t = log(2^-23) + 2",
    .credit = "tfjs",
    .binary64 = {evaluate<double>, {2.75, {-1, 13.9}}},
    .binary32 = {evaluate<float>, {2.65, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {2.55, {-1, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-1, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
