// softplus(x) = log1p(e^x) while e^x is finite, else x.
//
// The cutoff is log of the largest finite number, rounded down to the format: 709.78, 88.72 (binary32), 11.09
// (binary16), 88.5 (bfloat16). It does one thing, which is to keep e^x from overflowing; the identity itself is right
// from 33.27, 14.56, 6.24 and 4.16. Between these and the cutoff log1p(e^x) inverts e^x: the half ulp of e^x is an
// absolute error of eps / 2 in the result, which is nothing beside an ulp of x. Elsewhere this is log1p.cpp. Worst,
// binary32, 1.54 ulp: x = -0x1.43ff2p+0, got 0x1.fcdf9cp-3, want 0x1.fcdf9f153a385p-3.
// Used by: oneDNN's reference, OpenVINO's reference (with log in place of log1p).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
constexpr double overflow{};
template <>
constexpr double overflow<double> = 0x1.62e42fefa39efp+9;
template <>
constexpr double overflow<float> = 0x1.62e42ep+6;
template <>
constexpr double overflow<binary16> = 0x1.62cp+3;
template <>
constexpr double overflow<bfloat16> = 0x1.62p+6;
template <FloatFormat T>
constexpr double thresholds[] = {overflow<T>};

template <FloatFormat T>
inline T at(T x) {
  return x > arithmetic::constant<T>(overflow<T>) ? x : arithmetic::log1p(arithmetic::exp(x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation overflow_bound;
constinit const Implementation overflow_bound{
    .function = "softplus",
    .name = "overflow_bound",
    .strategy = "x > log(max) ? x : log1p(e^x)",
    .credit = "oneDNN and OpenVINO (references)",
    .binary64 = {evaluate<double>, {1.75}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus
