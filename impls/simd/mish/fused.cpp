// mish(x) = x tanh(softplus(x)) = x n / (n + 2), n = e^x (e^x + 2): no cancellation for x of either sign.
//
// binary32 and the 16-bit formats, in binary64: e^x = 2^k e^s, k = RN(x / log 2), the polynomial's error 2^-29, one
// division, rounded once to binary32: at most 0.5 + 2^-5 + a hair. Subnormal results are rounded by the same
// conversion. What has 24 bits for a 16-bit format is rounded to odd: its second rounding then rounds the exact
// quotient.
//
// binary64, hi + lo: s = x - k L exactly (both multiples of ulp(L)/2, |s| < 1/2; without FMA L in two parts whose
//   products with k are exact), e^x = 2^k (p + p_low), p = 1 + s + (s^2 P(s) - k (log 2 - L)), relative 2^-61 and the
//   rounding of the bracket, 2^-57. n + n_low: 2e + e^2 is exact as two numbers for e <= 2; beyond that an error of
//   n counts 2/(n + 2) < 1/5. d + d_low = n + 2. q = RN(n / d); left = n - q d as one FMA, and the low parts, give
//   q's correction, and x q the same way: what is rounded before the end is 2^-4 of an ulp or so.
//   Without FMA q keeps 26 bits and the other factor goes in two parts: the same products, exact.
//   n carries 2^128, so that it stays normal where the result is not; taking it away rounds once more there, to at most
//   1 ulp of the least.
// From x = 20 (binary64: 22) on 2/(n + 2) is below 2^-57 (2^-62): the result is x, also for infinity and NaN. Below
// -120
// (-770) x is cut: the result is -0 from -108.8 (-751.8) on.
//
// Measured: binary32, all 2^32 inputs, the same on every target: 0.5311, x = -0x1.9e3b0ep+5, got -0x1.fd999ep-70, want
// -0x1.fd999f0fe9999p-70. binary64, hunted: avx2 and avx512 0.8420, x = -0x1.657bfcf85bf9cp+9, got
// -0x0.fffffafff10b4p-1022, want the next; sse4 0.8369, x = -0x1.657c27fea0b1cp+9, got -0x0.ffaa1bb1e93bep-1022, want
// the next: both where the result becomes subnormal.
// Monotone but for single ulps: sse4 fell at 2 of 3e5 inputs of binary64 (x = -1.195...).
// All 65,536 inputs of each 16-bit format are right on each target; without the rounding to odd 5 of binary16 are not.
//
// Instructions of the loop for an element (GCC 12; loads, stores and the loop among them), sse4, avx2, avx512:
// binary32 20.8, 7.1, 3.6; binary64 67, 17.3, 8.6; binary16 39.3, 8.3, 4.1; bfloat16 27.5, 9.5, 4.7.
// Forms tried: docs/decisions/0008-fused-inverse-and-mish.md.
#include <cstdint>
#include <type_traits>

#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/mish/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/even_odd.hpp"
#include "impls/simd/in_binary64.hpp"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::mish::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using simd::HWY_NAMESPACE::compiled_target;
using simd::HWY_NAMESPACE::evaluate_each;
using simd::HWY_NAMESPACE::even_odd;
using simd::HWY_NAMESPACE::narrowed;
using simd::HWY_NAMESPACE::Tag;
using simd::HWY_NAMESPACE::Vector;
using simd::HWY_NAMESPACE::widened;

constexpr bool fuses = compiled_target != Target::sse4;

using Wide = Tag<double>;
using V = Vector<double>;

HWY_INLINE V constant(double value) { return hn::Set(Wide(), value); }

constexpr double reciprocal_log_2 = 0x1.71547652b82fep0;
constexpr double log_2 = 0x1.62e42fefa39efp-1, log_2_rest = 0x1.abc9e3b39803fp-56;
constexpr double log_2_short = 0x1.62e42fep-1;  // its product with k is exact

// sollya fused.sollya
// e^s
constexpr double exponential[] = {0x1.0000000263c93p0,  0x1.0000009c7a797p0, 0x1.fffffaab2cca4p-2, 0x1.555409d27bc89p-3,
                                  0x1.55589bf6e74e1p-5, 0x1.126d663812ecp-7, 0x1.6ab9258ac9d15p-10};
// (e^s - 1 - s) / s^2
constexpr double expm1[] = {0x1p-1,
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

// y, or for the 16-bit formats y to 24 bits, the last one odd where others are lost: what rounds the 24 then rounds y.
template <class T>
HWY_INLINE V for_rounding_to(V y) {
  if constexpr (std::is_floating_point_v<T>) return y;
  const hn::RebindToUnsigned<Wide> words;
  const auto lost = hn::Set(words, 0x1fffffff);
  const auto bits = hn::BitCast(words, y);
  return hn::BitCast(Wide(), hn::AndNot(lost, hn::Or(bits, hn::Add(hn::And(bits, lost), lost))));
}

template <class T>
constexpr T identity_from = 20;
template <>
constexpr double identity_from<double> = 22;
template <class T>
constexpr double thresholds[] = {identity_from<T>};

// The kernel of binary32 and, with the last bit telling what was cut off, of the 16-bit formats.
template <class T>
struct Mish {
  using Narrow = Tag<float>;
  static HWY_INLINE V mish(V x) {
    const hn::RebindToUnsigned<Wide> bits;
    const V k = hn::Round(hn::Mul(x, constant(reciprocal_log_2)));
    const V s = hn::NegMulAdd(k, constant(log_2), x);
    const V p = even_odd<double>(exponential, s, hn::Mul(s, s));
    const auto exponent = hn::ShiftLeft<52>(hn::BitCast(bits, hn::Add(k, constant(0x1.8p52))));
    const V e = hn::BitCast(Wide(), hn::Add(hn::BitCast(bits, p), exponent));
    const V n = hn::MulAdd(e, e, hn::Add(e, e));
    return for_rounding_to<T>(hn::Div(hn::Mul(x, n), hn::Add(n, constant(2))));
  }
  HWY_INLINE Vector<float> operator()(Vector<float> x) const {
    const Narrow narrow;
    const auto [lower, upper] =
        widened(hn::Max(hn::Min(x, hn::Set(narrow, identity_from<float>)), hn::Set(narrow, -120.0f)));
    const Vector<float> y = narrowed({mish(lower), mish(upper)});
    return hn::IfThenElse(hn::Lt(x, hn::Set(narrow, identity_from<float>)), y, x);
  }
};

// c - a b, rounded once or nearly so. Without FMA where a has at most 26 bits.
HWY_INLINE V less_product(V c, V a, V b) {
  if constexpr (fuses) return hn::NegMulAdd(a, b, c);
  const hn::RebindToUnsigned<Wide> bits;
  const V high = hn::And(b, hn::BitCast(Wide(), hn::Set(bits, ~std::uint64_t{0x7ffffff})));
  return hn::Sub(hn::Sub(c, hn::Mul(a, high)), hn::Mul(a, hn::Sub(b, high)));
}

template <>
struct Mish<double> {
  HWY_INLINE V operator()(V x) const {
    const hn::RebindToUnsigned<Wide> bits;
    const V one = constant(1);
    const V two = constant(2);
    const V down = constant(0x1p-128);
    const V a = hn::Max(hn::Min(x, constant(identity_from<double>)), constant(-770));
    const V k = hn::Round(hn::Mul(a, constant(reciprocal_log_2)));
    const V s = fuses ? hn::NegMulAdd(k, constant(log_2), a)
                      : hn::NegMulAdd(k, constant(log_2 - log_2_short), hn::NegMulAdd(k, constant(log_2_short), a));
    const V rest = hn::Mul(k, constant(-log_2_rest));
    const V reduced = hn::Add(s, rest);
    const V s2 = hn::Mul(reduced, reduced);
    const V curve = hn::MulAdd(s2, even_odd<double>(expm1, reduced, s2), rest);
    // 1 + s + curve
    const V sum = hn::Add(one, s);
    const V beyond = hn::Add(hn::Sub(s, hn::Sub(sum, one)), curve);
    const V p = hn::Add(sum, beyond);
    const V p_low = hn::Sub(beyond, hn::Sub(p, sum));
    const V power =
        hn::BitCast(Wide(), hn::ShiftLeft<52>(hn::BitCast(bits, hn::Add(k, constant(0x1.8p52 + 1023 + 128)))));
    const V e = hn::Mul(p, power);
    const V e_low = hn::Mul(p_low, power);
    const V unscaled = hn::Mul(e, down);
    const V twice = hn::Add(e, e);
    const V n = hn::MulAdd(e, unscaled, twice);
    const V n_low = hn::MulAdd(e_low, hn::MulAdd(two, unscaled, two), hn::MulAdd(e, unscaled, hn::Sub(twice, n)));
    const V n_unscaled = hn::Mul(n, down);
    const V d = hn::Add(n_unscaled, two);
    const V d_low = hn::MulAdd(n_low, down, hn::Sub(hn::Min(n_unscaled, two), hn::Sub(d, hn::Max(n_unscaled, two))));
    const V reciprocal = hn::Div(one, d);
    V q = hn::Mul(n, reciprocal);
    if constexpr (!fuses) q = hn::And(q, hn::BitCast(Wide(), hn::Set(bits, ~std::uint64_t{0x7ffffff})));
    const V left = hn::NegMulAdd(q, d_low, hn::Add(less_product(n, q, d), n_low));
    const V y = hn::Mul(a, q);
    const V y_low = hn::MulSub(a, hn::Mul(left, reciprocal), less_product(y, q, a));
    const V result = hn::CopySign(hn::Mul(hn::Add(y, y_low), down), x);
    return hn::IfThenElse(hn::Lt(x, constant(identity_from<double>)), result, x);
  }
};

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  evaluate_each(Mish<T>(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "mish",
    .name = "fused",
    .strategy = "x n / (n + 2), n = e^x (e^x + 2), in binary64 and there with what rounding leaves",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {0.9}},
    .binary32 = {evaluate<float>, {0.54}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<float>, thresholds<float>},
};

}  // namespace softplus_bench::simd::mish::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
