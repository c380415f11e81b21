// Where softplus and softplus_beta change from one of five pieces to the next (0, e^x, log1p(e^x), x + e^-x, x):
//   (emin - p) log 2        the least result is half the least subnormal, 2^(emin-p+1)
//   -p log 2                e^x / 2, which e^x leaves out, is below eps / 4
//   (p-1)/2 log 2           e^-2x / 2, which x + e^-x leaves out, is below eps / 2
//   y - log(y) (1 - 1/y), y = p log 2      about where e^-x = x eps / 2, from Lambert's W
// These are the formulas of LogExpFunctions.jl. Its constants for binary64, binary32 and binary16 are these
// rounded to the format; bfloat16, which it lacks, has the same formulas with p = 8: -92.88, -5.545, 2.426,
// 4.141, rounded to nearest.
#pragma once

#include "core/format.hpp"

namespace softplus_bench::portable {

struct FivePieceCutoffs {
  double zero, exponential, logarithm, identity;
};
template <FloatFormat T>
inline constexpr FivePieceCutoffs five_piece_cutoffs{};
template <>
inline constexpr FivePieceCutoffs five_piece_cutoffs<double>{-0x1.74910d52d3052p+9, -0x1.25e4f7b2737fap+5,
                                                             0x1.205966f2b4f12p+4, 0x1.09d954d36465ep+5};
template <>
inline constexpr FivePieceCutoffs five_piece_cutoffs<float>{-0x1.9fe368p+6, -0x1.0a2b24p+4, 0x1.fe2804p+2,
                                                            0x1.bfc6a8p+3};
template <>
inline constexpr FivePieceCutoffs five_piece_cutoffs<binary16>{-0x1.154p+4, -0x1.e8p+2, 0x1.bb8p+1, 0x1.77p+2};
template <>
inline constexpr FivePieceCutoffs five_piece_cutoffs<bfloat16>{-0x1.74p+6, -0x1.62p+2, 0x1.36p+1, 0x1.0ap+2};

template <FloatFormat T>
inline constexpr double five_piece_thresholds[] = {five_piece_cutoffs<T>.zero, five_piece_cutoffs<T>.exponential,
                                                   five_piece_cutoffs<T>.logarithm, five_piece_cutoffs<T>.identity};

}  // namespace softplus_bench::portable
