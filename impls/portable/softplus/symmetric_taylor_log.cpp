// max(x, 0) + log1p(e^-|x|), with log1p(t) = t (1 - t/2) below 1e-4, else log(1 + t).
//
// The cutoff suits a bound on absolute error. Above it log(1 + t) loses eps / (2 t) of the result: 2^-24 / 1e-4 =
// 6e-4 relative, 8e3 ulp near x = -9.2 in binary32 and the same relative error, 2^-53 / 1e-4 = 1.1e-12, in binary64.
// Below it t^2/3, left out, is 3e-9 at most: nothing in binary32, 2.5e7 ulp in binary64. Both sides of a good cutoff
// would meet near t = (3 eps / 2)^(1/3), 5e-3 in binary32, with errors of 1e-5.
// Worst, binary32, 8.2e+03 ulp: x = -0x1.20add6p+3, got 0x1.faf828p-14, want 0x1.fab829464973cp-14.
// Used by: XLA (older).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// t below which its series is taken, and the x where e^-|x| is that: +-log(1e4).
constexpr double series_below = 1e-4;
constexpr double thresholds[] = {-0x1.26bb1bbb55516p+3, 0x1.26bb1bbb55516p+3};

template <FloatFormat T>
inline T log1p_of(T t) {
  constexpr T one = arithmetic::constant<T>(1);
  if (t < arithmetic::constant<T>(series_below)) return t * (one - arithmetic::constant<T>(0.5) * t);
  return arithmetic::log(one + t);
}

template <FloatFormat T>
inline T at(T x) {
  return arithmetic::positive_part(x) + log1p_of(arithmetic::exp(-arithmetic::abs(x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation symmetric_taylor_log;
constinit const Implementation symmetric_taylor_log{
    .function = "softplus",
    .name = "symmetric_taylor_log",
    .strategy = "max(x,0) + (t < 1e-4 ? t (1 - t/2) : log(1 + t)), t = e^-|x|",
    .credit = "XLA (older)",
    .binary64 = {evaluate<double>, {29000000}},
    .binary32 = {evaluate<float>, {9500}},
    .binary16 = {evaluate<binary16>, {2050}},
    .bfloat16 = {evaluate<bfloat16>, {272}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
