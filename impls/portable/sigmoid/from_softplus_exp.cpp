// sigmoid(x) = e^(x - softplus(x)): the derivative as a weight, from log sigmoid(x) = x - softplus(x).
//
// The difference is about x for x << 0 and -e^-x for x >> 0; near 0 it is -log 2 and harmless. Its absolute error,
// half an ulp of softplus and of itself, is the relative error of the result: |x| up to 16 has an ulp of 8 eps, hence
// 8.5 ulp near |x| = 8 to 14 in binary32. For x << 0 softplus vanishes beside x and e^x is right again, subnormal
// results included. At +inf inf - inf is NaN: the claim ends at the largest number.
// Worst in the claim, binary32, 8.47 ulp: x = 0x1.0adc1p+3, got 0x1.ffe0ap-1, want 0x1.ffe0b0f0b426dp-1.
// Used by: JAX (the derivative of logaddexp).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T softplus_of(T x) {
  return arithmetic::positive_part(x) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(x)));
}

template <FloatFormat T>
inline T at(T x) {
  return arithmetic::exp(x - softplus_of(x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation from_softplus_exp;
constinit const Implementation from_softplus_exp{
    .function = "sigmoid",
    .name = "from_softplus_exp",
    .strategy = "e^(x - softplus(x))",
    .credit = "JAX",
    .binary64 = {evaluate<double>, {38, {-infinity, 1e308}}},
    .binary32 = {evaluate<float>, {9.5, {-infinity, 3e38}}},
    .binary16 = {evaluate<binary16>, {4.6, {-infinity, 65504}}},
    .bfloat16 = {evaluate<bfloat16>, {4.2, {-infinity, 3e38}}},
};

}  // namespace softplus_bench::portable::sigmoid
