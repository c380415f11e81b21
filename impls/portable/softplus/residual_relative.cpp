// softplus(x) = max(x, 0) + r(|x|), r(a) = log1p(e^-a) by polynomials fitted to relative error.
//
//   knee, a < 1:  r = P(a), no exponential at all
//   tail, a >= 1: r = t + t (t Q(t)), t = e^-a <= e^-1; e^-a alone once t Q(t) is below eps
// A polynomial fitted to absolute error is small beside 1 and large beside r: for x < 0 the answer is r
// itself. The cut at 1 balances the degrees: the singularities of r lie at a = +-i pi, those of log1p at
// t = -1, and on these intervals both series gain about 3.6 bits a degree. P(0) = RN(log 2).
//
// Relative error left by the fit, certified by the script (knee, tail), with the degrees of P and t Q:
//   bfloat16 2^-8.6, 2^-11.4 (3, 2)     binary16 2^-11.6, 2^-15.5 (4, 3)
//   binary32 2^-28.4, 2^-27.4 (7, 6)    binary64 2^-54.7, 2^-57.9 (15, 14)
// Of the knee's figures in the 16-bit formats most is the rounding of log 2. Each format has its own
// coefficients and evaluates in itself; only e^-a of the 16-bit formats is binary32's, narrowed at once.
// Worst: binary32 1.60 ulp, x = -0x1.4496eep+0, got 0x1.fbd4bp-3, want 0x1.fbd4acce97a1p-3; binary64
// (sampled) 1.58, x = -0x1.4a2ea61ab12fdp+0, got 0x1.f216a55bf1f6ap-3, want 0x1.f216a55bf1f6cp-3.
// Used by: this project. Tenstorrent's older kernel has the same shape, fitted to absolute error.
#include <array>

#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// sollya residual_relative.sollya
template <FloatFormat T>
constexpr std::array<double, 0> knee{};
template <FloatFormat T>
constexpr std::array<double, 0> tail{};

template <>
constexpr std::array knee<bfloat16>{0x1.62p-1, -0x1.fp-2, 0x1.84p-4, 0x1.86p-7};
template <>
constexpr std::array tail<bfloat16>{-0x1.f6p-2, 0x1.e6p-3};

template <>
constexpr std::array knee<binary16>{0x1.63p-1, -0x1.018p-1, 0x1.16cp-3, -0x1.024p-6, 0x1.494p-9};
template <>
constexpr std::array tail<binary16>{-0x1.ffp-2, 0x1.43p-2, -0x1.384p-3};

template <>
constexpr std::array knee<float>{0x1.62e43p-1,   -0x1.000002p-1,  0x1.00007ap-3,  -0x1.d839e8p-18,
                                 -0x1.5369aap-8, -0x1.238d02p-14, 0x1.d08544p-12, -0x1.356ap-14};
template <>
constexpr std::array tail<float>{-0x1.ffffc4p-2, 0x1.554888p-2,  -0x1.fe2908p-3,
                                 0x1.89afdcp-3,  -0x1.0c7756p-3, 0x1.b52e4cp-5};

template <>
constexpr std::array knee<double>{
    0x1.62e42fefa39efp-1,   -0x1.fffffffffffc5p-2, 0x1.fffffffffd92bp-4,  0x1.96c1b7fb4e98dp-39,
    -0x1.5555557d0bfa6p-8,  0x1.44b2de9c3636dp-32, 0x1.6c164ecdf0b2ap-12, 0x1.ce82cab9074eap-28,
    -0x1.ba70a688e8d7ep-16, 0x1.6fc27af83c2ap-25,  0x1.1587556516605p-19, 0x1.4e2d822eae8a2p-24,
    -0x1.03cfb01d2cd78p-22, 0x1.04b327867682ap-25, 0x1.4dc0d0aca18p-27,   -0x1.338abc8ecb2e6p-29};
template <>
constexpr std::array tail<double>{
    -0x1.fffffffffffcfp-2, 0x1.5555555552561p-2,  -0x1.fffffffdf18d1p-3, 0x1.9999993e1fdb3p-3,  -0x1.55554be12f598p-3,
    0x1.2491a68d9d1a1p-3,  -0x1.fff101e8d0f54p-4, 0x1.c69ec9b57d0a8p-4,  -0x1.969e003552b5ap-4, 0x1.6712d54a0ff47p-4,
    -0x1.29c0f58d0724ep-4, 0x1.a410cffc7df9fp-5,  -0x1.aa6ddde8c70c3p-6, 0x1.bd9b8ed9fbe15p-8};

// Horner's rule in the format, every operation rounded to it.
template <FloatFormat T, std::size_t size>
inline T polynomial(const std::array<double, size>& coefficients, T x) {
  T sum = arithmetic::constant<T>(coefficients[size - 1]);
  for (std::size_t k = size - 1; k-- > 0;) sum = arithmetic::constant<T>(coefficients[k]) + x * sum;
  return sum;
}

// log1p(e^-a) for a >= 0. A NaN takes the tail and stays one.
template <FloatFormat T>
inline T residual(T a) {
  if (a < arithmetic::constant<T>(1)) return polynomial<T>(knee<T>, a);
  const T t = arithmetic::exp(-a);
  return t + t * (t * polynomial<T>(tail<T>, t));
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
};

}  // namespace softplus_bench::portable::softplus
