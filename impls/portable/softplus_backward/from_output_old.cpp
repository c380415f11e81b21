// softplus_backward(x; g) = g (z - 1) / z with z = e^(by), y the thresholded softplus: the gradient from the output.
//
// Since e^(by) = 1 + e^(bx), (z - 1) / z is sigma(bx). But z is rounded near 1: for bx < 0 the difference z - 1 loses
// eps e^-bx / 2 of the result and all of it below -p log 2 (-36.7, -16.6, -7.6, -5.5), where z = 1. The threshold is
// held against b y, not b x, so that inputs just below it take another branch here than forwards; and g (z - 1)
// overflows for large g as in ratio_thresholded.cpp.
// No claim: no interval of x is right for every g.
// Used by: PyTorch until 1.8 (issue 55587 ended it).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_backward {
namespace {

template <FloatFormat T>
inline T softplus(T scaled, T threshold) {
  return scaled > threshold ? scaled : arithmetic::log1p(arithmetic::exp(scaled));
}

template <FloatFormat T>
inline T at(T x, T g, T beta, T threshold) {
  constexpr T one = arithmetic::constant<T>(1);
  const T output = softplus(beta * x, threshold) / beta;
  const T scaled = output * beta;
  if (scaled > threshold) return g;
  const T z = arithmetic::exp(scaled);
  return g * (z - one) / z;
}

template <FloatFormat T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  const T threshold = arithmetic::constant<T>(parameters[threshold_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], g[i], beta, threshold);
}

}  // namespace

extern constinit const Implementation from_output_old;
constinit const Implementation from_output_old{
    .function = "softplus_backward",
    .name = "from_output_old",
    .strategy = "by > threshold ? g : g (z - 1) / z, z = e^(by), y = softplus(x; b)",
    .credit = "PyTorch until 1.8",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
    .thresholds = {.has_parameter = true},
};

}  // namespace softplus_bench::portable::softplus_backward
