// logaddexp(a, b) = larger + log1p(e^(smaller - larger)), after the guards of Boost.Math in their order.
//
// They return the first argument if it is not finite, then the second if it is not finite: (-inf, 3) gives -inf where
// 3 is due, so does (3, -inf), and (-inf, +inf) gives -inf; (inf, NaN) is inf but (NaN, inf) NaN. For finite arguments
// it is larger_plus_log1p.cpp.
// On the curve e^a + e^b = 1 the result is 0, and near it the difference of two numbers each rounded: no bound in ulp.
// The curve runs through every a < 0, so no interval of a escapes it: no claim.
// Used by: Boost.Math.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logaddexp {
namespace {

template <FloatFormat T>
inline bool is_finite(T x) {
  return arithmetic::abs(x) < arithmetic::constant<T>(infinity);
}

template <FloatFormat T>
inline T at(T a, T b) {
  if (!is_finite(a)) return a;
  if (!is_finite(b)) return b;
  const T larger = b > a ? b : a;
  const T smaller = b > a ? a : b;
  return larger + arithmetic::log1p(arithmetic::exp(smaller - larger));
}

template <FloatFormat T>
void evaluate(const T* a, const T* b, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(a[i], b[i]);
}

}  // namespace

extern constinit const Implementation boost;
constinit const Implementation boost{
    .function = "logaddexp",
    .name = "boost",
    .strategy = "larger + log1p(e^(smaller-larger)), after guards in order",
    .credit = "Boost.Math",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::portable::logaddexp
