// logaddexp(a, b) = m + softplus(-|a - b|), m the larger.
//
// For an argument that is never positive softplus(d) = log1p(e^d). As larger_plus_log1p.cpp but without its guard:
// equal infinities make -|inf - inf| = NaN.
// On the curve e^a + e^b = 1 the result is 0, and near it the difference of two numbers each rounded: no bound in ulp.
// The curve runs through every a < 0, so no interval of a escapes it: no claim.
// Used by: TensorFlow Probability (as m + softplus((a - m) + (b - m))).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logaddexp {
namespace {

template <FloatFormat T>
inline T softplus(T d) {
  return arithmetic::positive_part(d) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(d)));
}

template <FloatFormat T>
inline T at(T a, T b) {
  const T larger = a > b ? a : b;
  return larger + softplus(-arithmetic::abs(a - b));
}

template <FloatFormat T>
void evaluate(const T* a, const T* b, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(a[i], b[i]);
}

}  // namespace

extern constinit const Implementation larger_plus_softplus;
constinit const Implementation larger_plus_softplus{
    .function = "logaddexp",
    .name = "larger_plus_softplus",
    .strategy = "m + softplus(-|a-b|), m the larger",
    .credit = "TensorFlow Probability",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::portable::logaddexp
