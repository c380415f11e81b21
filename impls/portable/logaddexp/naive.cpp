// logaddexp(a, b) = log(e^a + e^b), the definition as it stands.
//
// Overflows where either exponential does, from 88.72 (binary32), 709.78, 11.09, 88.72, and gives -inf where both are
// zero, below -104 (binary32), -745.2, -17.4, -92.9; where both are subnormal few bits are left.
// On the curve e^a + e^b = 1 the result is 0, and near it the difference of two numbers each rounded: no bound in ulp.
// The curve runs through every a < 0, so no interval of a escapes it: no claim.
// Used by: MXNet.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logaddexp {
namespace {

template <FloatFormat T>
inline T at(T a, T b) {
  return arithmetic::log(arithmetic::exp(a) + arithmetic::exp(b));
}

template <FloatFormat T>
void evaluate(const T* a, const T* b, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(a[i], b[i]);
}

}  // namespace

extern constinit const Implementation naive;
constinit const Implementation naive{
    .function = "logaddexp",
    .name = "naive",
    .strategy = "log(e^a + e^b)",
    .credit = "MXNet",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::portable::logaddexp
