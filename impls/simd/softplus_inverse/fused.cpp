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
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus_inverse::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using simd::HWY_NAMESPACE::compiled_target;
using simd::HWY_NAMESPACE::evaluate_each;
using simd::HWY_NAMESPACE::polynomial;
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

// m log 2 + high + low, |low| below |high|.
template <class T>
HWY_INLINE Vector<T> joined(Vector<T> m, Vector<T> high, Vector<T> low) {
  using C = Constants<T>;
  if constexpr (fuses) return hn::MulAdd(m, constant(C::log_2), hn::Add(high, low));
  return hn::MulAdd(m, constant(C::log_2_short),
                    hn::Add(high, hn::MulAdd(m, constant(C::log_2 - C::log_2_short), low)));
}

// Horner's rule in x^2, the even and the odd terms apart: half the length of the chain.
template <class T, std::size_t size>
HWY_INLINE Vector<T> even_odd(const double (&coefficients)[size], Vector<T> x, Vector<T> square) {
  constexpr std::size_t last = size - 1;
  Vector<T> even = constant(static_cast<T>(coefficients[last - last % 2]));
  Vector<T> odd = constant(static_cast<T>(coefficients[last - (last + 1) % 2]));
  for (std::size_t k = last - last % 2; k >= 2; k -= 2)
    even = hn::MulAdd(even, square, constant(static_cast<T>(coefficients[k - 2])));
  for (std::size_t k = last - (last + 1) % 2; k >= 2; k -= 2)
    odd = hn::MulAdd(odd, square, constant(static_cast<T>(coefficients[k - 2])));
  return hn::MulAdd(odd, x, even);
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
  evaluate_each(Inverse<simd::HWY_NAMESPACE::Lane<T>>(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "softplus_inverse",
    .name = "fused",
    .strategy = "log(2^k (1 + E) - 1)",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {1.5}},
    .binary32 = {evaluate<float>, {1.5}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
};

}  // namespace softplus_bench::simd::softplus_inverse::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
