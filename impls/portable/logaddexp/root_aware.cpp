// logaddexp(a, b) = log1p(expm1(hi) + e^lo) in several words near the curve e^a + e^b = 1, else hi + log1p(e^(lo -
// hi)) with the rounding of lo - hi made good.
//
// hi is the larger, lo the smaller. On the curve S = e^hi + e^lo - 1 = expm1(hi) + e^lo is zero. With p-bit arguments
// next to it |S| is about e^lo |lo| 2^-p, and the nearest of all pairs bring another factor of about 2^-p (binary64
// 2^-117 e^lo in all). Two words of binary64, off by e^lo 2^-100, are enough while |S| > 2^-40 e^lo, three words, off
// by e^lo 2^-150, for every pair. log1p(S) then has no cancellation left: log1p(S_0) + S_1 / (1 + S_0). Where e^lo is
// so small that its last words would be subnormal (lo < -600), hi^2 / 2 and S^2 / 2 are far below the last bit: f = hi
// + e^lo, both scaled by 2^600.
// Near the curve means hi < 0 and hi / 2 < s < -hi, s the ordinary form's value: elsewhere log1p(...) is at most twice
// |f|, and its error at most doubled. The narrower formats' own arithmetic cannot hold the curve: there they use
// binary64's words too, rounded once.
//
// Elsewhere d = lo - hi is off by r, known exactly, which changes e^d by the factor e^r: up to |d| / 2 ulp of results
// near 0. In the 16-bit formats r reaches 1/2, so the whole expm1(r) is needed.
// Guards: (x, -inf) is x, also -0; +inf beside anything is +inf, but NaN beside NaN.
// binary32, sampled, 2.78 ulp: a = -0x1.392dcep-16, b = -0x1.3578b2p+3, got 0x1.749f54p-15, want 0x1.749f5990af251p-15.
// Used by: nobody found.
#include <cmath>

#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"
#include "impls/portable/words.hpp"

namespace softplus_bench::portable::logaddexp {
namespace {

// 0 > hi >= lo.
template <std::size_t n>
double near_curve(double hi, double lo) {
  if (lo < -600) {
    const auto sum = words::add(words::Words<n>{std::ldexp(hi, 600)}, words::scaled_exp<n>(lo, 600));
    return std::ldexp(sum[0], -600);
  }
  const auto exponential = words::scaled_exp<n>(lo, 0);
  const auto sum = words::add(words::expm1(words::Words<n>{hi}), exponential);
  if (n == 2 && std::abs(sum[0]) < 0x1p-40 * exponential[0]) return near_curve<3>(hi, lo);
  return std::log1p(sum[0]) + sum[1] / (1 + sum[0]);
}

template <FloatFormat T>
inline T at(T a, T b) {
  const T hi = a > b ? a : b;
  const T lo = a > b ? b : a;
  if (arithmetic::computing(lo) == -infinity) return hi;
  if (arithmetic::computing(hi) == infinity) return hi + lo;
  const T d = lo - hi;
  const T exponential = arithmetic::exp(d);
  if (arithmetic::computing(exponential) == 0) return hi + exponential;
  const T lo_part = d + hi;  // two_sum's steps
  const T rounding = (lo - lo_part) - (hi - (lo_part - d));
  const T ordinary = hi + arithmetic::log1p(arithmetic::fma(exponential, arithmetic::expm1(rounding), exponential));
  const T half = hi * arithmetic::constant<T>(0.5);
  if (!(arithmetic::computing(hi) < 0 && ordinary > half && ordinary < -hi)) return ordinary;
  return narrow<T>(near_curve<2>(widen(hi), widen(lo)));
}

template <FloatFormat T>
void evaluate(const T* a, const T* b, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(a[i], b[i]);
}

}  // namespace

extern constinit const Implementation root_aware;
constinit const Implementation root_aware{
    .function = "logaddexp",
    .name = "root_aware",
    .strategy = "log1p(expm1(hi) + e^lo) in words near e^a + e^b = 1, else hi + log1p(e^(lo-hi) e^r)",
    .credit = "this project",
    .binary64 = {evaluate<double>, {3.4}},
    .binary32 = {evaluate<float>, {3.2}},
    .binary16 = {evaluate<binary16>, {3.3}},
    .bfloat16 = {evaluate<bfloat16>, {3}},
};

}  // namespace softplus_bench::portable::logaddexp
