// silu(x) = x sigma(x), sigma(x) = 1 / (1 + e^-x).
//
// One rounding more than quotient.cpp, and the same loss where e^-x overflows, x < -709.78, -88.72, -11.09, -88.72;
// where sigma is subnormal, just above, its lost bits are multiplied by |x|: the claim starts where sigma is normal.
// -inf 0 is NaN.
// Used by: JAX, TensorFlow, ggml.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::silu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return x * (one / (one + arithmetic::exp(-x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation product;
constinit const Implementation product{
    .function = "silu",
    .name = "product",
    .strategy = "x sigma(x), sigma(x) = 1 / (1 + e^-x)",
    .credit = "JAX, TensorFlow",
    .binary64 = {evaluate<double>, {2.45, {-708.3, infinity}}},
    .binary32 = {evaluate<float>, {2.6, {-87.3, infinity}}},
    .binary16 = {evaluate<binary16>, {2.4, {-9.7, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2.25, {-87.3, infinity}}},
};

}  // namespace softplus_bench::portable::silu
