// softplus(x; beta) as residual_corrected.cpp, and for bx < -p log 2 as 2^-k (e^(bx + k log 2) e^d' / beta).
//
// For beta < 1 the quotient brings back results whose e^(bx) is subnormal or 0 in the format: with beta = 1e-30,
// binary32 has results to bx = -173. There k log 2 is added to the argument: k log 2 = S + s with S of the format; bx
// + S is exact (both are multiples of the smaller one's ulp, and the sum is no larger than either), s joins d, and
// 2^-k is multiplied at the end, so only one rounding is subnormal. k = 1020, 128, 16, 128; taken below emin log 2,
// where e^(bx) is subnormal, so that e^(bx + S) / beta cannot overflow for beta above 2^(emin + 2). e^d' and not 1 +
// d': in bfloat16 d reaches 1/4, and s 0.22.
// Worst, binary32, 3.1 ulp: x = -0x1.af9f34p+103, got 0x1.fc8904p+74, want 0x1.fc88fdcf32c24p+74; binary64, 3.05 ulp:
// x = -0x1.1255106766c73p+23, got 0x1.f2e887b59638fp+6, want 0x1.f2e887b59638bf32p+6.
// Used by: this project.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_beta {
namespace {

// Where softplus is the identity to within 2^-4 ulp.
template <FloatFormat T>
constexpr T identity = arithmetic::constant<T>(format_traits<T>.precision * 0x1.62e42fefa39efp-1);

// e^(bx) / beta is below half the least subnormal, whatever beta is.
template <FloatFormat T>
constexpr T zero_below = arithmetic::constant<T>((2 * format_traits<T>.emin - format_traits<T>.precision) *
                                                 0x1.62e42fefa39efp-1);

// e^(bx) is subnormal.
template <FloatFormat T>
constexpr T subnormal_below = arithmetic::constant<T>(format_traits<T>.emin * 0x1.62e42fefa39efp-1);

template <FloatFormat T>
constexpr double thresholds[] = {widen(zero_below<T>), widen(subnormal_below<T>), -widen(identity<T>), 0,
                                 widen(identity<T>)};

// k log 2 = high + low.
struct Scale {
  int k;
  double high, low;
};
template <FloatFormat T>
constexpr Scale scale{128, 0x1.62e43p+6, -0x1.05c61p-22};
template <>
constexpr Scale scale<double>{1020, 0x1.61814bbfb3fb5p+9, 0x1.190f0ce7f235fp-45};
template <>
constexpr Scale scale<binary16>{16, 0x1.63p+3, -0x1.bdp-9};
template <>
constexpr Scale scale<bfloat16>{128, 0x1.62p+6, 0x1.c8p-3};

// e^(bx + d) / beta for bx < -p log 2.
template <FloatFormat T>
inline T tail(T bx, T d, T beta) {
  if (!(bx < subnormal_below<T>)) return arithmetic::exp(bx) * arithmetic::exp(d) / beta;
  const T shifted = bx + arithmetic::constant<T>(scale<T>.high);
  const T rest = d + arithmetic::constant<T>(scale<T>.low);
  const T power = arithmetic::constant<T>(std::bit_cast<double>(static_cast<std::uint64_t>(1023 - scale<T>.k) << 52));
  return arithmetic::exp(shifted) * arithmetic::exp(rest) / beta * power;
}

template <FloatFormat T>
inline T at(T x, T beta) {
  constexpr T one = arithmetic::constant<T>(1);
  constexpr T zero = arithmetic::constant<T>(0);
  const T bx = beta * x;
  if (bx > identity<T>) return x;
  if (bx < zero_below<T>) return zero;
  const T d = arithmetic::fma(beta, x, -bx);
  if (bx < -identity<T>) return tail(bx, d, beta);
  const T t = arithmetic::exp(-arithmetic::abs(bx));
  const T slope = (bx < zero ? t : one) / (one + t);
  return (arithmetic::positive_part(bx) + (arithmetic::log1p(t) + d * slope)) / beta;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], beta);
}

}  // namespace

extern constinit const Implementation residual_corrected_scaled;
constinit const Implementation residual_corrected_scaled{
    .function = "softplus_beta",
    .name = "residual_corrected_scaled",
    .strategy = "as residual_corrected, 2^-k (e^(b x + k log 2) e^d / b) below -p log 2",
    .credit = "this project",
    .binary64 = {evaluate<double>, {3.7}},
    .binary32 = {evaluate<float>, {3.7}},
    .binary16 = {evaluate<binary16>, {2.55}},
    .bfloat16 = {evaluate<bfloat16>, {2.4}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus_beta
