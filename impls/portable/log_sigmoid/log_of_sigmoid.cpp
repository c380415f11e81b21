// log sigmoid(x) = log(1 / (1 + e^-x)), the composition as it is written.
//
// To the right 1 / (1 + e^-x) is near 1 and its rounding, eps / 4, is all that log sees: e^-x, which is the result,
// is lost like e^x in naive softplus. To the left e^-x overflows below -log(max), -709.78, -88.72, -11.09, -88.5, and
// the result is -inf where x is due. The claim is between.
// Worst in the claim, binary32, 3.92 ulp: x = 0x1.4efb4p-1, got -0x1.aca468p-2, want -0x1.aca46fd56bd51p-2.
// Used by: MXNet, losses written by hand.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::log_sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return arithmetic::log(one / (one + arithmetic::exp(-x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation log_of_sigmoid;
constinit const Implementation log_of_sigmoid{
    .function = "log_sigmoid",
    .name = "log_of_sigmoid",
    .strategy = "log(1 / (1 + e^-x))",
    .credit = "MXNet, by hand",
    .binary64 = {evaluate<double>, {4.4, {-708, 1}}},
    .binary32 = {evaluate<float>, {4.4, {-87, 1}}},
    .binary16 = {evaluate<binary16>, {3.9, {-9.6, 1}}},
    .bfloat16 = {evaluate<bfloat16>, {3.7, {-87, 1}}},
};

}  // namespace softplus_bench::portable::log_sigmoid
