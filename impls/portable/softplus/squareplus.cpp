// (x + sqrt(x^2 + 4)) / 2: squareplus, which is not softplus, for comparison.
//
// Same limits 0 and x and the same slope 1/2 at 0, where it is 1 and not log 2; it falls like -1/x and not like e^x.
// One square root in place of an exponential and a logarithm: what a row of speed costs in accuracy. x + sqrt(x^2 +
// 4) cancels for x < 0, to 0 from about -2^(p/2); x^2 overflows for |x| > sqrt(max), to +inf. No claim.
// Used by: JAX (as a function of its own, Barron 2021).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T root = arithmetic::sqrt(x * x + arithmetic::constant<T>(4));
  return (x + root) * arithmetic::constant<T>(0.5);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation squareplus;
constinit const Implementation squareplus{
    .function = "softplus",
    .name = "squareplus",
    .strategy = "(x + sqrt(x^2 + 4)) / 2, a surrogate",
    .credit = "JAX (squareplus)",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus
