// logit(p) = log1p(s) - log1p(-s), s = 2 (p - 1/2).
//
// s is exact for p in [1/4, 1]; near 1/2 both logarithms are small, of opposite sign, and add. Below 1/4 s is rounded
// near -1 and log1p(s) loses what log p has: -inf from p = eps / 8 down. At p = 1, log1p(-1) = -inf and the result is
// +inf. The claim starts at 1/4.
// Used by: SciPy, between 0.3 and 0.65.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logit {
namespace {

template <FloatFormat T>
inline T at(T p) {
  const T half = p - arithmetic::constant<T>(0.5);
  const T s = half + half;
  return arithmetic::log1p(s) - arithmetic::log1p(-s);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log1p_difference;
constinit const Implementation log1p_difference{
    .function = "logit",
    .name = "log1p_difference",
    .strategy = "log1p(s) - log1p(-s), s = 2 (p - 1/2)",
    .credit = "SciPy (around 1/2)",
    .binary64 = {evaluate<double>, {1.45, {0.25, infinity}}},
    .binary32 = {evaluate<float>, {1.5, {0.25, infinity}}},
    .binary16 = {evaluate<binary16>, {1.3, {0.25, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.15, {0.25, infinity}}},
};

}  // namespace softplus_bench::portable::logit
