// softplus_inverse(y) = log(e^y - 1): one reduction, one logarithm, relative accuracy through the root y = log 2.
//
// y = k log 2 + s, k = RN(y / log 2), E = e^s - 1: e^y - 1 = w = (2^k - 1) + 2^k E. For k = 0 that is expm1(y), for k =
// 1 1 + 2 expm1(y - log 2): around 0 and around the root the same sum is small where it must be, and nothing cancels.
// w = 2^m (1 + v), 1 + v in [sqrt(1/2), sqrt(2)]: v = (2^k - 1) 2^-m - 1 + 2^(k-m) E, log w = m log 2 + log(1 + v).
//   s = y - k L, L = RN(log 2), is exact: both are multiples of ulp(L)/2, and |s| < 1/2. Without FMA L goes in two
//   parts whose products with k are exact. E = s + (s^2 P(s) - k (log 2 - L)); of log 2 - L what counts is the case k
//   = 1. The base of v, 2^(k-m) - 2^-m - 1, is exact, k being at most p; v = (base + 2^(k-m) s) + 2^(k-m) rest as two
//   numbers, log(1 + v) = v + v^2 R(v), added up from the small end; v^2 and P by even and odd terms, half the chain's
//   length. 2^k and w carry a scale, 2^64 or 2^128: the logarithm of a subnormal w = y needs no case of its own.
// From y = 17 (binary64: 36) on e^-y is below a quarter of an ulp of y: the result is y, also for infinity and NaN.
//
// Error budget, in ulp of the result, FMA: the last rounding 1/2; v's sum with the rest, where m log 2 halves the
// binade, 1/2; v^2 R up to 0.086 of a result of 0.35, 3 roundings, 0.2; s^2 P likewise; fits 2^-27.8 and 2^-31
// (binary64 2^-58.8, 2^-61): 0.1. Rarely together: measured over all 2^32 inputs avx2, avx512 1.4286, y =
// 0x1.64b5fcp-2, got -0x1.c029ecp-1, want -0x1.c029eedb66114p-1; sse4 1.4061, y = 0x1.642244p-2, got -0x1.c1253p-1,
// want -0x1.c12532cfe13a4p-1. binary64, hunted: avx2, avx512 1.3093, y = 0x1.c5cab530429bbp-1, got
// 0x1.6b82650cc2f12p-2, want the next; sse4 1.4467, y = 0x1.c4faaba2ff864p-1, got 0x1.68be2ea616802p-2, want the next.
// All 65,536 inputs of each 16-bit format are right on each target, through binary32 and rounded once more.
//
// Instructions of the loop for an element (GCC 12; loads, stores and the loop among them), sse4, avx2, avx512:
// binary32 25, 6.9, 3.4; binary64 68.5, 18.3, 9.1; binary16 41.3, 7.0, 3.5; bfloat16 28.5, 8.3, 4.1.
// Forms tried: docs/decisions/0008-fused-inverse-and-mish.md.
#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus_inverse/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/even_odd.hpp"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus_inverse::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using simd::HWY_NAMESPACE::compiled_target;
using simd::HWY_NAMESPACE::evaluate_each;
using simd::HWY_NAMESPACE::even_odd;
using simd::HWY_NAMESPACE::Lane;
using simd::HWY_NAMESPACE::Tag;
using simd::HWY_NAMESPACE::Vector;

constexpr bool fuses = compiled_target != Target::sse4;

// sollya fused.sollya
template <class T>
struct Constants;
template <>
struct Constants<float> {
  static constexpr float identity_from = 17, reciprocal_log_2 = 0x1.715476p0f;
  static constexpr float log_2 = 0x1.62e43p-1f, log_2_rest = -0x1.05c61p-29f;
  static constexpr float log_2_short = 0x1.62ep-1f;
  static constexpr int mantissa_bits = 23;
  static constexpr float scale = 0x1p64f, power_of_scale = 0x1.8p23f + 127 + 64;
  static constexpr std::uint32_t root_half_bits = std::bit_cast<std::uint32_t>(0x1.6a09e6p-1f * scale);
  static constexpr std::uint32_t inverse_scale_bits = std::bit_cast<std::uint32_t>(1 / scale);
  // (e^s - 1 - s) / s^2
  static constexpr double expm1[] = {0x1p-1,        0x1.555554p-3,  0x1.5554fp-5,
                                     0x1.111306p-7, 0x1.6d4376p-10, 0x1.9e0c3cp-13};
  // (log(1 + v) - v) / v^2
  static constexpr double log1p[] = {-0x1.fffff8p-2, 0x1.55555p-2,   -0x1.000434p-2, 0x1.99a422p-3, -0x1.542532p-3,
                                     0x1.226c9ep-3,  -0x1.0f4414p-3, 0x1.086e04p-3,  -0x1.3851f2p-4};
};
template <>
struct Constants<double> {
  static constexpr double identity_from = 36, reciprocal_log_2 = 0x1.71547652b82fep0;
  static constexpr double log_2 = 0x1.62e42fefa39efp-1, log_2_rest = 0x1.abc9e3b39803fp-56;
  static constexpr double log_2_short = 0x1.62e42fep-1;
  static constexpr int mantissa_bits = 52;
  static constexpr double scale = 0x1p128, power_of_scale = 0x1.8p52 + 1023 + 128;
  static constexpr int bias = 1200;
  static constexpr std::uint64_t bias_bits = std::uint64_t{bias} << mantissa_bits;
  static constexpr std::uint64_t root_half_bits =
      std::bit_cast<std::uint64_t>(0x1.6a09e667f3bcdp-1 * scale) - bias_bits;
  static constexpr std::uint64_t inverse_scale_bits = std::bit_cast<std::uint64_t>(1 / scale) + bias_bits;
  static constexpr double expm1[] = {0x1p-1,
                                     0x1.5555555555559p-3,
                                     0x1.555555555554dp-5,
                                     0x1.111111110f653p-7,
                                     0x1.6c16c16c1ab01p-10,
                                     0x1.a01a01b004d99p-13,
                                     0x1.a01a018e0e4dcp-16,
                                     0x1.71ddf80a9a5bap-19,
                                     0x1.27e513394c74cp-22,
                                     0x1.af5f36e8f7444p-26,
                                     0x1.1f1a3be12392cp-29};
  static constexpr double log1p[] = {-0x1p-1,
                                     0x1.5555555555574p-2,
                                     -0x1.ffffffffffebcp-3,
                                     0x1.9999999993b0ap-3,
                                     -0x1.5555555566c5ep-3,
                                     0x1.24924927cd0a8p-3,
                                     -0x1.fffffff734e93p-4,
                                     0x1.c71c7004f76fcp-4,
                                     -0x1.999999e1f4b15p-4,
                                     0x1.745d5ce523d73p-4,
                                     -0x1.55558d788adbdp-4,
                                     0x1.3b0d43d361095p-4,
                                     -0x1.2487b28d4bd44p-4,
                                     0x1.116ac93a61ac1p-4,
                                     -0x1.00e039a6fdaf3p-4,
                                     0x1.dcaf8f10028c8p-5,
                                     -0x1.b3aeac5190648p-5,
                                     0x1.ba813e96719d3p-5,
                                     -0x1.01939eec7d859p-4,
                                     0x1.d6a6462703c54p-5,
                                     -0x1.92e72bcda9d82p-6};
};

template <class T>
HWY_INLINE Vector<T> constant(T value) {
  return hn::Set(Tag<T>(), value);
}

// y - k L, exactly.
template <class T>
HWY_INLINE Vector<T> reduced(Vector<T> k, Vector<T> y) {
  using C = Constants<T>;
  if constexpr (fuses) return hn::NegMulAdd(k, constant(C::log_2), y);
  return hn::NegMulAdd(k, constant(C::log_2 - C::log_2_short), hn::NegMulAdd(k, constant(C::log_2_short), y));
}

// m log 2 + high + low, |low| below |high|. Without FMA more is rounded on the way to low: what high loses in the sum
// is kept.
template <class T>
HWY_INLINE Vector<T> joined(Vector<T> m, Vector<T> high, Vector<T> low) {
  using C = Constants<T>;
  if constexpr (fuses) return hn::MulAdd(m, constant(C::log_2), hn::Add(high, low));
  const Vector<T> whole = hn::Mul(m, constant(C::log_2_short));
  const Vector<T> sum = hn::Add(whole, high);
  const Vector<T> lost = hn::Sub(high, hn::Sub(sum, whole));
  return hn::Add(sum, hn::Add(lost, hn::MulAdd(m, constant(C::log_2 - C::log_2_short), low)));
}

template <class T>
struct Inverse {
  using V = Vector<T>;
  HWY_INLINE V operator()(V y) const {
    using C = Constants<T>;
    const hn::RebindToUnsigned<Tag<T>> bits;
    const V x = hn::Min(y, constant<T>(C::identity_from));
    const V k = hn::Round(hn::Mul(x, constant<T>(C::reciprocal_log_2)));
    const V s = reduced<T>(k, x);
    const V s2 = hn::Mul(s, s);
    const V curve = hn::Mul(s2, even_odd<T>(C::expm1, s, s2));
    const V rest = hn::MulAdd(k, constant<T>(-C::log_2_rest), curve);
    // 2^k, times scale.
    const V power = hn::BitCast(
        Tag<T>(), hn::ShiftLeft<C::mantissa_bits>(hn::BitCast(bits, hn::Add(k, constant<T>(C::power_of_scale)))));
    const V power_less_one = hn::Sub(power, constant<T>(C::scale));
    const V high = hn::Mul(power, s);
    const V low = hn::Mul(power, rest);
    const V w = hn::Add(hn::Add(high, power_less_one), low);
    // w / scale = 2^m z; m + bias is not negative where a shift of signed words is not one instruction.
    const auto raised = hn::Sub(hn::BitCast(bits, w), hn::Set(bits, C::root_half_bits));
    const auto exponent = hn::ShiftRight<C::mantissa_bits>(hn::BitCast(Shifted(), raised));
    const V m = number(exponent);
    const V inverse = hn::BitCast(Tag<T>(), hn::Sub(hn::Set(bits, C::inverse_scale_bits),
                                                    hn::ShiftLeft<C::mantissa_bits>(hn::BitCast(bits, exponent))));
    const V base = hn::MulAdd(power_less_one, inverse, constant<T>(-1));
    const V v_high = hn::MulAdd(high, inverse, base);
    const V v_low = hn::Mul(low, inverse);
    const V v = hn::Add(v_high, v_low);
    const V v2 = hn::Mul(v, v);
    const V curved = hn::MulAdd(v2, even_odd<T>(C::log1p, v, v2), v_low);
    const V log = joined<T>(m, v_high, curved);
    const V zero = hn::Zero(Tag<T>());
    const V edge = hn::IfThenElse(hn::Eq(y, zero), constant<T>(-std::numeric_limits<T>::infinity()),
                                  constant<T>(std::numeric_limits<T>::quiet_NaN()));
    return hn::IfThenElse(hn::Lt(y, constant<T>(C::identity_from)), hn::IfThenElse(hn::Gt(y, zero), log, edge), y);
  }
  using Shifted = std::conditional_t<sizeof(T) == 4, hn::RebindToSigned<Tag<T>>, hn::RebindToUnsigned<Tag<T>>>;
  template <class Words>
  HWY_INLINE static V number(Words exponent) {
    if constexpr (sizeof(T) == 4) return hn::ConvertTo(Tag<T>(), exponent);
    else {
      const auto as_last_bits = hn::Add(exponent, hn::Set(Shifted(), std::bit_cast<std::uint64_t>(0x1p52)));
      return hn::Sub(hn::BitCast(Tag<T>(), as_last_bits), constant<T>(0x1p52 + Constants<T>::bias));
    }
  }
};

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  evaluate_each(Inverse<Lane<T>>(), x, y, n);
}

template <class T>
constexpr double thresholds[] = {Constants<T>::identity_from};

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "softplus_inverse",
    .name = "fused",
    .strategy = "log((2^k - 1) + 2^k expm1(y - k log 2)), k = RN(y / log 2)",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {1.5}},
    .binary32 = {evaluate<float>, {fuses ? 1.43 : 1.41}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<float>, thresholds<float>},
};

}  // namespace softplus_bench::simd::softplus_inverse::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
