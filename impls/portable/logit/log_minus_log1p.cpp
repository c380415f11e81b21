// logit(p) = log p - log1p(-p).
//
// No quotient, and p near 0 costs one rounding. Near p = 1 log1p(-p) has 1 - p exactly.
// Near p = 1/2 the two logarithms, both about -0.69, are each rounded: off by eps / 2 absolute where the result is 4
// (p - 1/2), no bound in ulp. The claim ends at 1/4; from 3/4 on it is as good.
// Used by: JAX, Stan.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logit {
namespace {

template <FloatFormat T>
inline T at(T p) {
  return arithmetic::log(p) - arithmetic::log1p(-p);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log_minus_log1p;
constinit const Implementation log_minus_log1p{
    .function = "logit",
    .name = "log_minus_log1p",
    .strategy = "log p - log1p(-p)",
    .credit = "JAX, Stan",
    .binary64 = {evaluate<double>, {1.65, {-infinity, 0.25}}},
    .binary32 = {evaluate<float>, {1.65, {-infinity, 0.25}}},
    .binary16 = {evaluate<binary16>, {1.55, {-infinity, 0.25}}},
    .bfloat16 = {evaluate<bfloat16>, {1.2, {-infinity, 0.25}}},
};

}  // namespace softplus_bench::portable::logit
