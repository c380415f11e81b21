// logit(p) = log(p / (1 - p)), the definition as it stands.
//
// Good where |logit| is above 1: for p near 0, where 1 - p rounds to 1 and subnormal p are kept, and for p near 1,
// where 1 - p is exact. 0 gives log(0) = -inf, 1 gives log(inf), and p outside [0, 1] a negative quotient, NaN.
// Near p = 1/2 the quotient is rounded near 1, and its logarithm is off by up to eps / 2 absolute where the result is
// 4 (p - 1/2): no bound in ulp. The claim ends at 1/4; from 3/4 on it is as good.
// Used by: PyTorch, LogExpFunctions.jl, JAX (as log p - log1p(-p) since 2019), Stan's tests.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logit {
namespace {

template <FloatFormat T>
inline T at(T p) {
  return arithmetic::log(p / (arithmetic::constant<T>(1) - p));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log_ratio;
constinit const Implementation log_ratio{
    .function = "logit",
    .name = "log_ratio",
    .strategy = "log(p / (1 - p))",
    .credit = "PyTorch, LogExpFunctions.jl",
    .binary64 = {evaluate<double>, {1.35, {-infinity, 0.25}}},
    .binary32 = {evaluate<float>, {1.35, {-infinity, 0.25}}},
    .binary16 = {evaluate<binary16>, {1.2, {-infinity, 0.25}}},
    .bfloat16 = {evaluate<bfloat16>, {1.05, {-infinity, 0.25}}},
};

}  // namespace softplus_bench::portable::logit
