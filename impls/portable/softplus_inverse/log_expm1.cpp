// softplus_inverse(y) = log(expm1(y)).
//
// Good for every small y, subnormal ones too: expm1(y) is right to an ulp and log adds less. Overflows with e^y above
// 88.72 (binary32), 709.78, 11.09, 88.72, where the answer is y.
// At the root y = log 2 the result is the difference of two near numbers, each rounded: the error is about eps / 4
// absolute, and in ulp of a result near y - log 2 it has no bound (8.6e6 in binary32 at y = 0x1.62e43p-1), so the
// claim ends at 1/2.
// Used by: folk; the middle of LogExpFunctions.jl's form.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

template <FloatFormat T>
inline T at(T y) {
  return arithmetic::log(arithmetic::expm1(y));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log_expm1;
constinit const Implementation log_expm1{
    .function = "softplus_inverse",
    .name = "log_expm1",
    .strategy = "log(expm1(y))",
    .credit = "folk",
    .binary64 = {evaluate<double>, {3, {-infinity, 0.5}}},
    .binary32 = {evaluate<float>, {2.95, {-infinity, 0.5}}},
    .binary16 = {evaluate<binary16>, {2.1, {-infinity, 0.5}}},
    .bfloat16 = {evaluate<bfloat16>, {1.55, {-infinity, 0.5}}},
};

}  // namespace softplus_bench::portable::softplus_inverse
