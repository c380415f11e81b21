// softplus_inverse(y) = log(y) for y < e^t, y for y > -t, else y + log(-expm1(-y)), with t = log(eps) + 2, eps =
// 2^(1-p).
//
// t is about -34.04 (binary64), -13.94 (binary32), -4.93 (binary16), -2.85 (bfloat16). Below e^t = 7.4 eps, what log y
// leaves out is y / 2 = 3.7 eps absolute, of results -34.04 and so on: 0.23 ulp in binary64, 0.46, 0.92, 1.8. Above
// -t, it is e^t: 7.4 eps, of an ulp of 32 eps, 8 eps, 4 eps, 2 eps: 0.23, 0.92, 1.8, 3.7.
// At the root y = log 2 the result is the difference of two near numbers, each rounded: the error is about eps / 4
// absolute, and in ulp of a result near y - log 2 it has no bound (8.6e6 in binary32 at y = 0x1.62e43p-1): the claim
// ends at 1/2.
// Used by: TensorFlow Probability (tfp.math.softplus_inverse).
#include <bit>

#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

// log(2^(1-p)) + 2 and its exponential.
template <FloatFormat T>
constexpr double threshold = (1 - format_traits<T>.precision) * 0x1.62e42fefa39efp-1 + 2;
template <FloatFormat T>
constexpr T least = arithmetic::constant<T>(0x1.d8e64b8d4ddaep+2 *
                                            std::bit_cast<double>((std::uint64_t{1024} - format_traits<T>.precision)
                                                                  << 52));
template <FloatFormat T>
constexpr double thresholds[] = {widen(least<T>), -threshold<T>};

template <FloatFormat T>
inline T at(T y) {
  if (y < least<T>) return arithmetic::log(y);
  if (y > arithmetic::constant<T>(-threshold<T>)) return y;
  return y + arithmetic::log(-arithmetic::expm1(-y));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation tfp;
constinit const Implementation tfp{
    .function = "softplus_inverse",
    .name = "tfp",
    .strategy = "y < e^t ? log(y) : y > -t ? y : y + log(-expm1(-y)), t = log(eps) + 2",
    .credit = "TensorFlow Probability",
    .binary64 = {evaluate<double>, {2.8, {-infinity, 0.5}}},
    .binary32 = {evaluate<float>, {2.95, {-infinity, 0.5}}},
    .binary16 = {evaluate<binary16>, {2.35, {-infinity, 0.5}}},
    .bfloat16 = {evaluate<bfloat16>, {2.4, {-infinity, 0.5}}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus_inverse
