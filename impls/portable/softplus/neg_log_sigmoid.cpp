// softplus(x) = -log(sigmoid(-x)), sigmoid(-x) = 1 / (1 + e^x).
//
// Exact in exact arithmetic, and a good way to lose both ends: to the left 1 / (1 + e^x) rounds to 1 as 1 + e^x does
// (naive.cpp) and the result is -0, to the right it is subnormal when e^x is near overflow, and then 0: +inf above
// log(max), 709.78, 88.72, 11.09, 88.5. The claim stops where 1 / (1 + e^x) is subnormal. Near 0 log doubles the two
// roundings of its argument. Worst in the claim, binary32, 3.92 ulp: x = -0x1.4c9c48p-1, got 0x1.ae443ep-2, want
// 0x1.ae4445d75795dp-2.
// Used by: written by hand in many training scripts.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return -arithmetic::log(one / (one + arithmetic::exp(x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation neg_log_sigmoid;
constinit const Implementation neg_log_sigmoid{
    .function = "softplus",
    .name = "neg_log_sigmoid",
    .strategy = "-log(1 / (1 + e^x))",
    .credit = "folk",
    .binary64 = {evaluate<double>, {4.4, {-1, 708}}},
    .binary32 = {evaluate<float>, {4.4, {-1, 87}}},
    .binary16 = {evaluate<binary16>, {3.9, {-1, 9.6}}},
    .bfloat16 = {evaluate<bfloat16>, {3.7, {-1, 87}}},
};

}  // namespace softplus_bench::portable::softplus
