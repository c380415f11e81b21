// sigmoid(x) = 1 - e^-softplus(x), with exp in place of expm1.
//
// The difference cancels for x < 0, to a multiple of eps / 2: 8e3 ulp at -9.9 in binary32, 0 below -(p + 1) log 2.
// from_softplus_expm1.cpp is the repair. The claim begins at -1.
// Worst in the claim, binary32, 2.07 ulp: x = -0x1.a55f1cp-2, got 0x1.981e68p-2, want 0x1.981e6c24b0336p-2.
// Used by: gradients written by hand from the output.
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
  return arithmetic::constant<T>(1) - arithmetic::exp(-softplus_of(x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation from_softplus_one_minus;
constinit const Implementation from_softplus_one_minus{
    .function = "sigmoid",
    .name = "from_softplus_one_minus",
    .strategy = "1 - e^-softplus(x)",
    .credit = "folk",
    .binary64 = {evaluate<double>, {2.4, {-1, infinity}}},
    .binary32 = {evaluate<float>, {2.35, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {1.85, {-1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.75, {-1, infinity}}},
};

}  // namespace softplus_bench::portable::sigmoid
