// silu(x) = x / (1 + e^-x), and x h h with h = e^(x/2) where x is far below 0.
//
// Below -c silu(x) = x e^x to within rounding, but e^x is subnormal while x e^x is not yet. h is normal, x / 2 exact,
// and x h normal, so only the last product is rounded to a subnormal number; that costs the error of h twice. c = 700,
// 80, 9, 80 (binary64, binary32, binary16, bfloat16): e^-c is normal, and e^-c / 2 below eps / 2.
// -inf is caught: its limit is -0.
// binary32, sampled, 2.54 ulp: x = -0x1.5bf51p+6, got -0x1.ec6836p-120, want -0x1.ec6830ecdf6e2p-120.
// Used by: nobody found.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::silu {
namespace {

template <FloatFormat T>
constexpr T tail = arithmetic::constant<T>(std::is_same_v<T, double>     ? -700
                                           : std::is_same_v<T, binary16> ? -9
                                                                         : -80);
template <FloatFormat T>
constexpr double thresholds[] = {widen(tail<T>)};

template <FloatFormat T>
inline T at(T x) {
  if (x < tail<T>) {
    const T half_power = arithmetic::exp(x * arithmetic::constant<T>(0.5));
    if (arithmetic::computing(half_power) == 0) return -half_power;
    return (x * half_power) * half_power;
  }
  return x / (arithmetic::constant<T>(1) + arithmetic::exp(-x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation full_range;
constinit const Implementation full_range{
    .function = "silu",
    .name = "full_range",
    .strategy = "x < -c ? x e^(x/2) e^(x/2) : x / (1 + e^-x)",
    .credit = "this project",
    .binary64 = {evaluate<double>, {2.95}},
    .binary32 = {evaluate<float>, {2.95}},
    .binary16 = {evaluate<binary16>, {2.55}},
    .bfloat16 = {evaluate<bfloat16>, {1.85}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::silu
