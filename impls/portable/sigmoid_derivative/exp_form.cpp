// sigmoid'(x) = t / (1 + t)^2, t = e^-|x|.
//
// Even by construction, no cancellation, no overflow; t is the result in both tails, so subnormal results are kept.
// Worst where the roundings of 1 + t count twice and the quotient is in a lower binade than t.
// Worst, binary32, 4.22 ulp: x = 0x1.35c1bcp+2, got 0x1.fe1f8cp-8, want 0x1.fe1f946ef467cp-8; binary64, 4.08 ulp: x =
// 0x1.0947602d0fc9p+2, got 0x1.f719607bacd29p-7, want 0x1.f719607bacd24eb8p-7.
// Used by: statisticians' logistic densities (R's dlogis, SciPy).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid_derivative {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T t = arithmetic::exp(-arithmetic::abs(x));
  const T s = arithmetic::constant<T>(1) + t;
  return t / (s * s);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation exp_form;
constinit const Implementation exp_form{
    .function = "sigmoid_derivative",
    .name = "exp_form",
    .strategy = "t / (1 + t)^2, t = e^-|x|",
    .credit = "R (dlogis), SciPy",
    .binary64 = {evaluate<double>, {4.6}},
    .binary32 = {evaluate<float>, {4.8}},
    .binary16 = {evaluate<binary16>, {3.35}},
    .bfloat16 = {evaluate<bfloat16>, {2.85}},
};

}  // namespace softplus_bench::portable::sigmoid_derivative
