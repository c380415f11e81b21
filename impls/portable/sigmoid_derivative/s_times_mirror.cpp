// sigmoid'(x) = sigmoid(x) sigmoid(-x), each as 1 / (1 + e^-+x).
//
// Even, and without a cancellation: 3.5 ulp from two quotients and a product. Beyond log(max), 709.78, 88.72, 11.09,
// 88.5, one factor is flushed and so is the result, where it is subnormal.
// Worst in the claim, binary32, 3.51 ulp: x = 0x1.cd3982p-5, got 0x1.ff9828p-3, want 0x1.ff982f056709bp-3.
// Used by: JAX (at the highest accuracy), Tenstorrent.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid_derivative {
namespace {

template <FloatFormat T>
inline T sigmoid_of(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return one / (one + arithmetic::exp(-x));
}

template <FloatFormat T>
inline T at(T x) {
  return sigmoid_of(x) * sigmoid_of(-x);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation s_times_mirror;
constinit const Implementation s_times_mirror{
    .function = "sigmoid_derivative",
    .name = "s_times_mirror",
    .strategy = "sigmoid(x) sigmoid(-x)",
    .credit = "JAX (highest accuracy), Tenstorrent",
    .binary64 = {evaluate<double>, {3.95, {-709, 709}}},
    .binary32 = {evaluate<float>, {3.95, {-88, 88}}},
    .binary16 = {evaluate<binary16>, {3.4, {-11.08, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {3.25, {-88, 88}}},
};

}  // namespace softplus_bench::portable::sigmoid_derivative
