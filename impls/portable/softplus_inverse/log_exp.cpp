// softplus_inverse(y) = log(e^y - 1), the definition as it stands.
//
// e^y overflows above 88.72 (binary32), 709.78, 11.09, 88.72. For small y, e^y - 1 keeps only log2(y / eps) bits and
// is 0 below eps / 2, where the result is -inf instead of log y. Neither end is in the claim.
// At the root y = log 2 the result is the difference of two near numbers, each rounded: the error is about eps / 4
// absolute, and in ulp of a result near y - log 2 it has no bound (8.6e6 in binary32 at y = 0x1.62e43p-1), so the
// claim starts at 1.
// Used by: GPyTorch (older), folk.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

template <FloatFormat T>
inline T at(T y) {
  return arithmetic::log(arithmetic::exp(y) - arithmetic::constant<T>(1));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log_exp;
constinit const Implementation log_exp{
    .function = "softplus_inverse",
    .name = "log_exp",
    .strategy = "log(e^y - 1)",
    .credit = "GPyTorch (older)",
    .binary64 = {evaluate<double>, {1.75, {1, 709.78}}},
    .binary32 = {evaluate<float>, {1.75, {1, 88.72}}},
    .binary16 = {evaluate<binary16>, {1.5, {1, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {1.2, {1, 88.5}}},
};

}  // namespace softplus_bench::portable::softplus_inverse
