// softplus_inverse(y) = y + log1p(-e^-y).
//
// The form for large y, where e^-y is small and exact to an ulp. For small y, e^-y is rounded near 1 and 1 - e^-y
// keeps only log2(y / eps) bits: -inf below eps / 2.
// At the root y = log 2 the result is the difference of two near numbers, each rounded: the error is about eps / 4
// absolute, and in ulp of a result near y - log 2 it has no bound (8.6e6 in binary32 at y = 0x1.62e43p-1): the claim
// starts at 1.
// Used by: folk; the upper branch of Maechler's log1mexp.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

template <FloatFormat T>
inline T at(T y) {
  return y + arithmetic::log1p(-arithmetic::exp(-y));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log1p_form;
constinit const Implementation log1p_form{
    .function = "softplus_inverse",
    .name = "log1p_form",
    .strategy = "y + log1p(-e^-y)",
    .credit = "folk",
    .binary64 = {evaluate<double>, {1.2, {1, infinity}}},
    .binary32 = {evaluate<float>, {1.2, {1, infinity}}},
    .binary16 = {evaluate<binary16>, {1.15, {1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {0.9, {1, infinity}}},
};

}  // namespace softplus_bench::portable::softplus_inverse
