// softplus(x) = max(x, 0) + r(|x|), r(a) = log1p(e^-a) by one polynomial of degree 8 on [0, 5] and t - t^2/2 + t^3/3,
// t = e^-a, beyond.
//
// The polynomial is fitted to absolute error, below 2^-16.8: small beside 1, large beside r(5) = 0.0067, which is the
// result for x < 0. The relative error there is 1e-3; residual_relative.cpp is the same idea with the right weight.
// t^4/4, which the tail leaves out, is below 2^-23 of the result. Every format has the same coefficients, rounded to
// it: binary64 gains nothing from its precision (1e13 ulp, no claim), and binary16's own rounding errors pass r(5),
// so that it returns negative numbers on [-5, -4.6]; the 16-bit claims are for x >= 0. The identity takes over at 20,
// as in the original.
// Worst, binary32, 1.9e+04 ulp: x = -0x1.3fffeep+2, got 0x1.b8acp-8, want 0x1.b819558140e22p-8.
// Used by: Tenstorrent's ttnn (older).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// sollya residual_absolute.sollya, constant first.
constexpr double knee[] = {0x1.62e318p-1, -0x1.ffb396p-2,  0x1.f92ad4p-4,  0x1.dc672ep-9, -0x1.2932c2p-7,
                           0x1.199082p-9, -0x1.bf7c16p-13, 0x1.8d79b6p-18, 0x1.16ade6p-22};

constexpr double knee_until = 5, identity_from = 20;
constexpr double thresholds[] = {-knee_until, knee_until, identity_from};

template <FloatFormat T>
inline T residual(T a) {
  if (a <= arithmetic::constant<T>(knee_until)) {
    T sum = arithmetic::constant<T>(knee[8]);
    for (std::size_t k = 8; k-- > 0;) sum = arithmetic::constant<T>(knee[k]) + a * sum;
    return sum;
  }
  const T t = arithmetic::exp(-a);
  return t + t * t * (t * arithmetic::constant<T>(1.0 / 3) - arithmetic::constant<T>(0.5));
}

template <FloatFormat T>
inline T at(T x) {
  return x > arithmetic::constant<T>(identity_from) ? x : arithmetic::positive_part(x) + residual(arithmetic::abs(x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation residual_absolute;
constinit const Implementation residual_absolute{
    .function = "softplus",
    .name = "residual_absolute",
    .strategy = "max(x,0) + P(|x|) fitted to absolute error, three terms in e^-|x| from 5",
    .credit = "Tenstorrent (older)",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>, {22000}},
    .binary16 = {evaluate<binary16>, {4.3, {0, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.6, {0, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
