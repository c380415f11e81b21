// sigmoid(x) = e^x / (1 + e^x).
//
// Keeps the subnormal results that 1 / (1 + e^-x) flushes: e^x is the result for x << 0. To the right e^x overflows
// above log(max), 709.78, 88.72, 11.09, 88.5, and inf / inf is NaN: the mirror image of reciprocal.cpp's limit, and a
// worse one. Libraries guard it.
// Worst in the claim, binary32, 2.31 ulp: x = -0x1.0982fp+2, got 0x1.fd3e8ap-7, want 0x1.fd3e8e9e99843p-7.
// Used by: Stan, LogExpFunctions.jl, Eigen (each with guards).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T t = arithmetic::exp(x);
  return t / (arithmetic::constant<T>(1) + t);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation exp_ratio;
constinit const Implementation exp_ratio{
    .function = "sigmoid",
    .name = "exp_ratio",
    .strategy = "e^x / (1 + e^x)",
    .credit = "Stan, LogExpFunctions.jl, Eigen (guarded)",
    .binary64 = {evaluate<double>, {2.6, {-infinity, 709.78}}},
    .binary32 = {evaluate<float>, {2.6, {-infinity, 88.72}}},
    .binary16 = {evaluate<binary16>, {1.9, {-infinity, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {1.7, {-infinity, 88.5}}},
};

}  // namespace softplus_bench::portable::sigmoid
