// softplus(x) = 0, e^x, log1p(e^x), x + e^-x, x, on five pieces cut at
//   (emin - p) log 2        the least result is half the least subnormal, 2^(emin-p+1)
//   -p log 2                e^x / 2, which e^x leaves out, is below eps / 4
//   (p-1)/2 log 2           e^-2x / 2, which x + e^-x leaves out, is below eps / 2
//   y - log(y) (1 - 1/y), y = p log 2      about where e^-x = x eps / 2, from Lambert's W
// These are the formulas of LogExpFunctions.jl. Its constants for binary64, binary32 and binary16 are these
// rounded to the format; bfloat16, which it lacks, has the same formulas with p = 8: -92.88, -5.545, 2.426,
// 4.141, rounded to nearest.
//
// Right everywhere and free of overflow. The last cut costs most, 0.73 ulp in binary16: x = 0x1.77p+2, got x,
// want 0x1.772ead6bec107p+2. Worst in binary32, 1.54 ulp, inside the third piece:
// x = -0x1.43ff2p+0, got 0x1.fcdf9cp-3, want 0x1.fcdf9f153a384p-3.
// Used by: LogExpFunctions.jl, after Maechler (2012).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

struct Cutoffs {
  double zero, exponential, logarithm, identity;
};
template <FloatFormat T>
constexpr Cutoffs cutoffs{};
template <>
constexpr Cutoffs cutoffs<double>{-0x1.74910d52d3052p+9, -0x1.25e4f7b2737fap+5, 0x1.205966f2b4f12p+4,
                                  0x1.09d954d36465ep+5};
template <>
constexpr Cutoffs cutoffs<float>{-0x1.9fe368p+6, -0x1.0a2b24p+4, 0x1.fe2804p+2, 0x1.bfc6a8p+3};
template <>
constexpr Cutoffs cutoffs<binary16>{-0x1.154p+4, -0x1.e8p+2, 0x1.bb8p+1, 0x1.77p+2};
template <>
constexpr Cutoffs cutoffs<bfloat16>{-0x1.74p+6, -0x1.62p+2, 0x1.36p+1, 0x1.0ap+2};

template <FloatFormat T>
inline T at(T x) {
  constexpr Cutoffs cut = cutoffs<T>;
  if (x < arithmetic::constant<T>(cut.zero)) return arithmetic::constant<T>(0);
  if (x < arithmetic::constant<T>(cut.exponential)) return arithmetic::exp(x);
  if (x < arithmetic::constant<T>(cut.logarithm)) return arithmetic::log1p(arithmetic::exp(x));
  if (x < arithmetic::constant<T>(cut.identity)) return x + arithmetic::exp(-x);
  return x;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation five_piece;
constinit const Implementation five_piece{
    .function = "softplus",
    .name = "five_piece",
    .strategy = "0 / e^x / log1p(e^x) / x + e^-x / x, cut at four points",
    .credit = "LogExpFunctions.jl, after Maechler",
    .binary64 = {evaluate<double>, {1.75}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
};

}  // namespace softplus_bench::portable::softplus
