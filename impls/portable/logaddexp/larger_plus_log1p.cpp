// logaddexp(a, b) = larger + log1p(e^-|a - b|), and a + log 2 where a = b.
//
// The exponential is at most 1 and log1p keeps its small values. The test a = b comes first and keeps inf - inf away:
// equal infinities give themselves; an infinity beside a number has e^-inf = 0; a NaN fails both comparisons and
// returns the difference, a NaN.
// On the curve e^a + e^b = 1 the result is 0, and near it the difference of two numbers each rounded: no bound in ulp.
// The curve runs through every a < 0, so no interval of a escapes it: no claim.
// Away from it there are two losses: d = a - b is rounded, which costs |d| / 2 ulp where e^-|d| is the result (larger
// near 0).
// Used by: NumPy, JAX, MLX, LogExpFunctions.jl (with other guards).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logaddexp {
namespace {

template <FloatFormat T>
inline T at(T a, T b) {
  if (arithmetic::computing(a) == arithmetic::computing(b)) return a + arithmetic::constant<T>(0x1.62e42fefa39efp-1);
  const T d = a - b;
  if (arithmetic::computing(d) > 0) return a + arithmetic::log1p(arithmetic::exp(-d));
  if (arithmetic::computing(d) <= 0) return b + arithmetic::log1p(arithmetic::exp(d));
  return d;
}

template <FloatFormat T>
void evaluate(const T* a, const T* b, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(a[i], b[i]);
}

}  // namespace

extern constinit const Implementation larger_plus_log1p;
constinit const Implementation larger_plus_log1p{
    .function = "logaddexp",
    .name = "larger_plus_log1p",
    .strategy = "larger + log1p(e^-|a-b|), a = b apart",
    .credit = "NumPy, JAX, MLX, LogExpFunctions.jl",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::portable::logaddexp
