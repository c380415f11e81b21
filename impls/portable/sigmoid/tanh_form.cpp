// sigmoid(x) = 1/2 + tanh(x/2) / 2.
//
// Right in the absolute sense only: for x < 0 the sum cancels to a multiple of eps / 4, so 4e3 ulp are lost at -10 in
// binary32 and all below -p log 2, -36.74, -16.64, -7.62, -5.55. The claim begins at -1.
// Worst in the claim, binary32, 1.51 ulp: x = -0x1.f5bebp-1, got 0x1.177278p-2, want 0x1.17727b038f648p-2.
// Used by: CUTLASS (with the approximate instruction), code for hardware that has tanh.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T half = arithmetic::constant<T>(0.5);
  return half + half * arithmetic::tanh(half * x);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation tanh_form;
constinit const Implementation tanh_form{
    .function = "sigmoid",
    .name = "tanh_form",
    .strategy = "1/2 + tanh(x/2) / 2",
    .credit = "CUTLASS",
    .binary64 = {evaluate<double>, {1.7, {-1, infinity}}},
    .binary32 = {evaluate<float>, {1.7, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {0.8, {-1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {0.8, {-1, infinity}}},
};

}  // namespace softplus_bench::portable::sigmoid
