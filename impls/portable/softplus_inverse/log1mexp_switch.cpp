// softplus_inverse(y) = y + log1mexp(y), log1mexp(y) = y <= log 2 ? log(-expm1(-y)) : log1p(-e^-y).
//
// Maechler (2012) shows that of the two forms of log(1 - e^-y) the first is better below log 2 and the second above,
// where e^-y < 1/2.
// Both ends are then good. But the sum cancels where his switch lies: log1mexp(log 2) = -log 2.
// At the root y = log 2 the result is the difference of two near numbers, each rounded: the error is about eps / 4
// absolute, and in ulp of a result near y - log 2 it has no bound (8.6e6 in binary32 at y = 0x1.62e43p-1): the claim
// starts at 1; below 1/2 it is as good.
// Used by: Stan, R packages (as log1mexp).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

constexpr double thresholds[] = {0x1.62e42fefa39efp-1};

template <FloatFormat T>
inline T at(T y) {
  constexpr T log_2 = arithmetic::constant<T>(thresholds[0]);
  const bool small = !(y > log_2);
  return y + (small ? arithmetic::log(-arithmetic::expm1(-y)) : arithmetic::log1p(-arithmetic::exp(-y)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log1mexp_switch;
constinit const Implementation log1mexp_switch{
    .function = "softplus_inverse",
    .name = "log1mexp_switch",
    .strategy = "y + log1mexp(y), log1mexp switching at log 2",
    .credit = "Stan, R (Maechler)",
    .binary64 = {evaluate<double>, {1.2, {1, infinity}}},
    .binary32 = {evaluate<float>, {1.2, {1, infinity}}},
    .binary16 = {evaluate<binary16>, {1.15, {1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {0.9, {1, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus_inverse
