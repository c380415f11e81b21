// log sigmoid(x) = -softplus(-x), with softplus thresholded at 20: x for -x > 20, else -log1p(e^-x).
//
// What a framework without a log sigmoid of its own gives. The threshold is softplus/thresholded_20.cpp's: nothing is
// lost in the short formats, 5.8e5 ulp just below -20 in binary64; binary16 overflows on [-20, -11.09).
// Worst in the claim, binary32, 1.49 ulp: x = 0x1.4c5114p+0, got -0x1.ee69fcp-3, want -0x1.ee69f903e664ap-3.
// Used by: JAX and Keras (with their own softplus), many by hand.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::log_sigmoid {
namespace {

constexpr double cutoff = 20;
constexpr double thresholds[] = {-cutoff};

template <FloatFormat T>
inline T at(T x) {
  const T mirrored = -x;
  return -(mirrored > arithmetic::constant<T>(cutoff) ? mirrored : arithmetic::log1p(arithmetic::exp(mirrored)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation negated_softplus;
constinit const Implementation negated_softplus{
    .function = "log_sigmoid",
    .name = "negated_softplus",
    .strategy = "-softplus(-x), softplus thresholded at 20",
    .credit = "JAX, Keras, by hand",
    .binary64 = {evaluate<double>, {1.75, {-20, infinity}}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35, {-11.08, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::log_sigmoid
