// softplus_inverse(y) = y + log(-expm1(-y)).
//
// From log(e^y - 1) = y + log(1 - e^-y): nothing overflows, and small y lose nothing since y is negligible beside the
// logarithm. For large y, 1 - e^-y rounds to 1 and the answer is y. -expm1(-y) near 1 is off by up to eps / 4 and its
// logarithm as much, which y's own ulp hides.
// At the root y = log 2 the result is the difference of two near numbers, each rounded: the error is about eps / 4
// absolute, and in ulp of a result near y - log 2 it has no bound (8.6e6 in binary32 at y = 0x1.62e43p-1): the claim
// ends at 1/2. Above 1 it is as good: the interval is one.
// Used by: Mamba (initial time steps), the idiom of PyTorch's issue 72759.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

template <FloatFormat T>
inline T at(T y) {
  return y + arithmetic::log(-arithmetic::expm1(-y));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation stable;
constinit const Implementation stable{
    .function = "softplus_inverse",
    .name = "stable",
    .strategy = "y + log(-expm1(-y))",
    .credit = "Mamba, PyTorch idiom",
    .binary64 = {evaluate<double>, {2.8, {-infinity, 0.5}}},
    .binary32 = {evaluate<float>, {2.95, {-infinity, 0.5}}},
    .binary16 = {evaluate<binary16>, {2.35, {-infinity, 0.5}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-infinity, 0.5}}},
};

}  // namespace softplus_bench::portable::softplus_inverse
