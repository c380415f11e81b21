// softplus(x) = e^x for x <= -37, log1p(e^x) to 18, x + e^-x to 33.3, else x: Maechler's four pieces for binary64.
//
// -37 is -p log 2 = -36.74 rounded out: e^x / 2, which e^x leaves out, is below eps / 4. At 18 what x + e^-x leaves
// out, e^-2x / 2 = 1.2e-16, is below eps. At 33.3 e^-x = 3.4e-15 is half an ulp of 33.3: the best three constants
// with so few digits. The other formats use them unchanged, as PyTensor does: nothing is lost, a cheaper piece is
// only taken later than it might be, but e^x overflows in binary16 on (11.09, 18]. five_piece.cpp has the cuts of
// each format. Worst, binary32, 1.54 ulp: x = -0x1.43ff2p+0, got 0x1.fcdf9cp-3, want 0x1.fcdf9f153a385p-3.
// Used by: R's copula (Maechler 2012), PyTensor, OpenCV (CUDA).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

constexpr double thresholds[] = {-37, 18, 33.3};

template <FloatFormat T>
inline T at(T x) {
  if (x <= arithmetic::constant<T>(thresholds[0])) return arithmetic::exp(x);
  if (x <= arithmetic::constant<T>(thresholds[1])) return arithmetic::log1p(arithmetic::exp(x));
  if (x <= arithmetic::constant<T>(thresholds[2])) return x + arithmetic::exp(-x);
  return x;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation maechler;
constinit const Implementation maechler{
    .function = "softplus",
    .name = "maechler",
    .strategy = "e^x / log1p(e^x) / x + e^-x / x, cut at -37, 18, 33.3",
    .credit = "R copula (Maechler), PyTensor, OpenCV (CUDA)",
    .binary64 = {evaluate<double>, {1.75}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35, {-infinity, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
