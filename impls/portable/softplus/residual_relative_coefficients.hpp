// The polynomials of softplus's residual, made and certified by residual_relative.sollya. Constants only: files of
// other instruction sets include this.
//
// r(a) = log1p(e^-a). Knee, 0 <= a < 1: r = P(a), constant first. Tail, t = e^-a <= e^-1: r = t + t (t Q(t)), t Q(t)
// from its linear term. Relative error left by the fit (knee, tail), with the degrees of P and t Q:
//   bfloat16 2^-8.6, 2^-11.4 (3, 2)     binary16 2^-11.6, 2^-15.5 (4, 3)
//   binary32 2^-28.4, 2^-27.4 (7, 6)    binary64 2^-54.7, 2^-57.9 (15, 14)
// Of the knee's figures in the 16-bit formats most is the rounding of log 2.
#pragma once

#include "core/format.hpp"

namespace softplus_bench::softplus_residual {

inline constexpr double knee_until = 1;
inline constexpr double thresholds[] = {-knee_until, knee_until};

template <FloatFormat T>
inline constexpr double knee[] = {0};
template <FloatFormat T>
inline constexpr double tail[] = {0};

template <>
inline constexpr double knee<bfloat16>[] = {0x1.62p-1, -0x1.fp-2, 0x1.84p-4, 0x1.86p-7};
template <>
inline constexpr double tail<bfloat16>[] = {-0x1.f6p-2, 0x1.e6p-3};

template <>
inline constexpr double knee<binary16>[] = {0x1.63p-1, -0x1.018p-1, 0x1.16cp-3, -0x1.024p-6, 0x1.494p-9};
template <>
inline constexpr double tail<binary16>[] = {-0x1.ffp-2, 0x1.43p-2, -0x1.384p-3};

template <>
inline constexpr double knee<float>[] = {0x1.62e43p-1,   -0x1.000002p-1,  0x1.00007ap-3,  -0x1.d839e8p-18,
                                         -0x1.5369aap-8, -0x1.238d02p-14, 0x1.d08544p-12, -0x1.356ap-14};
template <>
inline constexpr double tail<float>[] = {-0x1.ffffc4p-2, 0x1.554888p-2,  -0x1.fe2908p-3,
                                         0x1.89afdcp-3,  -0x1.0c7756p-3, 0x1.b52e4cp-5};

template <>
inline constexpr double knee<double>[] = {
    0x1.62e42fefa39efp-1,   -0x1.fffffffffffc5p-2, 0x1.fffffffffd92bp-4,  0x1.96c1b7fb4e98dp-39,
    -0x1.5555557d0bfa6p-8,  0x1.44b2de9c3636dp-32, 0x1.6c164ecdf0b2ap-12, 0x1.ce82cab9074eap-28,
    -0x1.ba70a688e8d7ep-16, 0x1.6fc27af83c2ap-25,  0x1.1587556516605p-19, 0x1.4e2d822eae8a2p-24,
    -0x1.03cfb01d2cd78p-22, 0x1.04b327867682ap-25, 0x1.4dc0d0aca18p-27,   -0x1.338abc8ecb2e6p-29};
template <>
inline constexpr double tail<double>[] = {
    -0x1.fffffffffffcfp-2, 0x1.5555555552561p-2,  -0x1.fffffffdf18d1p-3, 0x1.9999993e1fdb3p-3,  -0x1.55554be12f598p-3,
    0x1.2491a68d9d1a1p-3,  -0x1.fff101e8d0f54p-4, 0x1.c69ec9b57d0a8p-4,  -0x1.969e003552b5ap-4, 0x1.6712d54a0ff47p-4,
    -0x1.29c0f58d0724ep-4, 0x1.a410cffc7df9fp-5,  -0x1.aa6ddde8c70c3p-6, 0x1.bd9b8ed9fbe15p-8};

}  // namespace softplus_bench::softplus_residual
