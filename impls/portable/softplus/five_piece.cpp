// softplus(x) = 0, e^x, log1p(e^x), x + e^-x, x, on the five pieces of five_piece_cutoffs.hpp.
//
// Right everywhere and free of overflow. The last cut costs most, 0.73 ulp in binary16: x = 0x1.77p+2, got x,
// want 0x1.772ead6bec107p+2. Worst in binary32, 1.54 ulp, inside the third piece:
// x = -0x1.43ff2p+0, got 0x1.fcdf9cp-3, want 0x1.fcdf9f153a384p-3.
// Used by: LogExpFunctions.jl, after Maechler (2012).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"
#include "impls/portable/softplus/five_piece_cutoffs.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr FivePieceCutoffs cut = five_piece_cutoffs<T>;
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
    .thresholds = {five_piece_thresholds<double>, five_piece_thresholds<float>, five_piece_thresholds<binary16>,
                   five_piece_thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus
