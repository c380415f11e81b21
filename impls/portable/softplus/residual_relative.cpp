// softplus(x) = max(x, 0) + r(|x|), r(a) = log1p(e^-a) by polynomials fitted to relative error.
//
//   knee, a < 1:  r = P(a), no exponential at all
//   tail, a >= 1: r = t + t (t Q(t)), t = e^-a <= e^-1; e^-a alone once t Q(t) is below eps
// A polynomial fitted to absolute error is small beside 1 and large beside r: for x < 0 the answer is r
// itself. The cut at 1 balances the degrees: the singularities of r lie at a = +-i pi, those of log1p at
// t = -1, and on these intervals both series gain about 3.6 bits a degree. P(0) = RN(log 2).
//
// Each format has its own coefficients (residual_relative_coefficients.hpp, with what they leave out) and
// evaluates in itself; only e^-a of the 16-bit formats is binary32's, narrowed at once.
// Worst: binary32 1.60 ulp, x = -0x1.4496eep+0, got 0x1.fbd4bp-3, want 0x1.fbd4acce97a1p-3; binary64
// (sampled) 1.58, x = -0x1.4a2ea61ab12fdp+0, got 0x1.f216a55bf1f6ap-3, want 0x1.f216a55bf1f6cp-3.
// Used by: this project. Tenstorrent's older kernel has the same shape, fitted to absolute error.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"
#include "impls/portable/softplus/residual_relative_coefficients.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// Horner's rule in the format, every operation rounded to it.
template <FloatFormat T, std::size_t size>
inline T polynomial(const double (&coefficients)[size], T x) {
  T sum = arithmetic::constant<T>(coefficients[size - 1]);
  for (std::size_t k = size - 1; k-- > 0;) sum = arithmetic::constant<T>(coefficients[k]) + x * sum;
  return sum;
}

// log1p(e^-a) for a >= 0. A NaN takes the tail and stays one.
template <FloatFormat T>
inline T residual(T a) {
  if (a < arithmetic::constant<T>(softplus_residual::knee_until)) return polynomial(softplus_residual::knee<T>, a);
  const T t = arithmetic::exp(-a);
  return t + t * (t * polynomial(softplus_residual::tail<T>, t));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = arithmetic::positive_part(x[i]) + residual(arithmetic::abs(x[i]));
}

}  // namespace

extern constinit const Implementation residual_relative;
constinit const Implementation residual_relative{
    .function = "softplus",
    .name = "residual_relative",
    .strategy = "max(x,0) + P(|x|), an exponential tail from |x| = 1, both fitted to relative error",
    .credit = "this project",
    .binary64 = {evaluate<double>, {1.8}},
    .binary32 = {evaluate<float>, {1.7}},
    .binary16 = {evaluate<binary16>, {1.4}},
    .bfloat16 = {evaluate<bfloat16>, {1.35}},
    .thresholds = in_every_format(softplus_residual::thresholds),
};

}  // namespace softplus_bench::portable::softplus
