// logaddexp(a, b) = m + log(e^(a - m) + e^(b - m)), m the larger: log-sum-exp of two terms.
//
// One of the exponentials is 1, so the sum rounds the other away below eps / 2: where m is near 0, e^-|a - b| is the
// result and is lost (a = 0, b = -40 gives 0). Any pair with an infinite m has inf - inf: NaN.
// On the curve e^a + e^b = 1 the result is 0, and near it the difference of two numbers each rounded: no bound in ulp.
// The curve runs through every a < 0, so no interval of a escapes it: no claim.
// Used by: tinygrad, most log-sum-exp routines when given two terms.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logaddexp {
namespace {

template <FloatFormat T>
inline T at(T a, T b) {
  const T larger = a > b ? a : b;
  return larger + arithmetic::log(arithmetic::exp(a - larger) + arithmetic::exp(b - larger));
}

template <FloatFormat T>
void evaluate(const T* a, const T* b, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(a[i], b[i]);
}

}  // namespace

extern constinit const Implementation shifted_log;
constinit const Implementation shifted_log{
    .function = "logaddexp",
    .name = "shifted_log",
    .strategy = "m + log(e^(a-m) + e^(b-m)), m the larger",
    .credit = "tinygrad",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::portable::logaddexp
