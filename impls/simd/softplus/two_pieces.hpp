// softplus in binary32 without a table: a polynomial in x^2 near 0 and t + t^2 Q(t), t = e^-|x|, elsewhere, both
// computed and one chosen. For targets with no lookup of 32 entries.
//
// |x| <= 1.039: f = log 2 + q, q = x/2 + x^2 H(x^2). From below -0.7 on the sum is exact, since q is half of log 2 or
// more. x < -1.039:  t = 2^k v, v = e^s = 1 + s E(s), f = 2^k (1 + q), q = s E(s) + v (t Q(t)): t itself is rounded
// only
//              within q, and the sum rounds once more. x > 1.039: f = x + f(-x), whose error counts a quarter.
// k = RN(-|x| / log 2), s = -|x| - k L1 - k L2, k L1 subtracted exactly. RN is an instruction: |s| keeps its bound in
// every rounding mode. 1 + q is not 0, so 2^(k + 64) goes to its exponent by an integer addition, and the product with
// 2^-64 rounds once more where the result is subnormal only. |x| is cut at 105, from where that is 0: k stays in
// range. A NaN is lost there, and the sum with x brings it back: it is in no comparison's favour.
#if defined(SOFTPLUS_BENCH_SIMD_SOFTPLUS_TWO_PIECES) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_SOFTPLUS_TWO_PIECES
#undef SOFTPLUS_BENCH_SIMD_SOFTPLUS_TWO_PIECES
#else
#define SOFTPLUS_BENCH_SIMD_SOFTPLUS_TWO_PIECES
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE::two_pieces {

namespace hn = hwy::HWY_NAMESPACE;
using simd::HWY_NAMESPACE::polynomial;

using Lanes = hn::ScalableTag<float>;
using V = hn::Vec<Lanes>;

// sollya fused_binary32.sollya
inline constexpr double exponential[] = {1, 0x1p-1, 0x1.5554bp-3, 0x1.5554ep-5, 0x1.1227ap-7, 0x1.6d568ap-10};
inline constexpr double near_zero[] = {0x1p-3, -0x1.55551ap-8, 0x1.6bf532p-12, -0x1.b41fc6p-16, 0x1.cec10ap-20};
struct OneUlp {
  static constexpr bool compensated = true, odd = false;
  static constexpr double logarithm[] = {-0x1p-1,        0x1.55552ap-2, -0x1.ffecfp-3, 0x1.982dcp-3,
                                         -0x1.488e4ap-3, 0x1.cf9452p-4, -0x1.86694cp-5};
};
struct FourUlp {
  static constexpr bool compensated = false, odd = false;
  static constexpr double logarithm[] = {-0x1.fffffcp-2, 0x1.555298p-2,  -0x1.ff49a4p-3,
                                         0x1.909334p-3,  -0x1.1f466ap-3, 0x1.00655cp-4};
};
// For rounding to 16 bits afterwards: an inexact log 2 + q is rounded to odd, so that no tie of binary16 comes of it.
struct Odd : OneUlp {
  static constexpr bool odd = true;
};

// In |x|.
inline constexpr float near_until = 1.039f;
inline constexpr double thresholds[] = {-near_until, near_until};
inline constexpr auto& mirrored_thresholds = thresholds;

HWY_INLINE V constant(float value) { return hn::Set(Lanes(), value); }

// c[0] + x (c[1] + c[2] x + x^2 (c[3] + c[4] x + x^2 (c[5] [+ c[6] x]))): fewer steps one after the other than Horner's
// rule has, and the last two roundings the same.
template <std::size_t size>
HWY_INLINE V series(const double (&c)[size], V x) {
  const auto pair = [&c, x](std::size_t k) HWY_ATTR {
    return hn::MulAdd(x, constant(static_cast<float>(c[k + 1])), constant(static_cast<float>(c[k])));
  };
  const V square = hn::Mul(x, x);
  V sum;
  if constexpr (size == 7) sum = pair(5);
  else sum = constant(static_cast<float>(c[5]));
  sum = hn::MulAdd(square, hn::MulAdd(square, sum, pair(3)), pair(1));
  return hn::MulAdd(x, sum, constant(static_cast<float>(c[0])));
}

template <class Pieces>
struct Softplus {
  HWY_INLINE V operator()(V x) const {
    const hn::RebindToSigned<Lanes> integers;
    const Lanes lanes;
    const V a = hn::Max(hn::Neg(hn::Abs(x)), constant(-105));
    const V square = hn::Mul(a, a);
    const V half_of_x = constant(0.5f);
    V half = hn::Mul(x, half_of_x);
    // Cut, so that there is no difference of infinities below.
    if constexpr (Pieces::odd) {
      const V cut = hn::Max(hn::Min(x, constant(2)), constant(-2));
      half = hn::MulAdd(cut, half_of_x, constant(-0x1.05c61p-29f));
    }
    const V q_near = hn::MulAdd(square, polynomial<float>(near_zero, square), half);
    V near_value = hn::Add(constant(0x1.62e43p-1f), q_near);
    if constexpr (Pieces::odd) {
      const V rest = hn::Sub(q_near, hn::Sub(near_value, constant(0x1.62e43p-1f)));
      const auto below = hn::Lt(rest, hn::Zero(lanes)), inexact = hn::Ne(rest, hn::Zero(lanes));
      const auto cut_off =
          hn::Add(hn::BitCast(integers, near_value), hn::VecFromMask(integers, hn::RebindMask(integers, below)));
      const auto last_bit = hn::IfThenElseZero(hn::RebindMask(integers, inexact), hn::Set(integers, 1));
      near_value = hn::BitCast(lanes, hn::Or(cut_off, last_bit));
    }

    const V k = hn::Round(hn::Mul(a, constant(0x1.715476p0f)));
    const V s_exact = hn::NegMulAdd(k, constant(0x1.62e4p-1f), a);
    const V s = hn::NegMulAdd(k, constant(0x1.7f7d1cp-20f), s_exact);
    // The sum's last bits are k.
    const auto exponent = hn::ShiftLeft<23>(hn::BitCast(integers, hn::Add(k, constant(0x1.8p23f))));
    const V e = series(exponential, s);
    const V v = hn::MulAdd(s, e, constant(1));
    // 2^-64 stands for all that is less: it does not count beside 1.
    const auto exponent_of_t = hn::Max(exponent, hn::Set(integers, -64 * (1 << 23)));
    const V t = hn::BitCast(lanes, hn::Add(hn::BitCast(integers, v), exponent_of_t));
    const V quotient = series(Pieces::logarithm, t);
    V scaled;
    if constexpr (Pieces::compensated) {
      const V s_rest = hn::NegMulAdd(k, constant(0x1.7f7d1cp-20f), hn::Sub(s_exact, s));
      const V v_rest = hn::MulAdd(s, e, hn::Sub(constant(1), v));
      const V rest_of_t = hn::MulAdd(v, s_rest, v_rest);
      const V rest = hn::NegMulAdd(t, rest_of_t, rest_of_t);
      scaled = hn::Add(v, hn::MulAdd(v, hn::Mul(t, quotient), rest));
    } else {
      scaled = hn::MulAdd(v, hn::Mul(t, quotient), v);
    }
    const auto exponent_and_64 = hn::Add(exponent, hn::Set(integers, 64 * (1 << 23)));
    const V raised = hn::BitCast(lanes, hn::Add(hn::BitCast(integers, scaled), exponent_and_64));
    const V positive_part = hn::IfThenZeroElse(hn::Le(x, constant(near_until)), x);
    const V far_value = hn::Add(positive_part, hn::Mul(raised, constant(0x1p-64f)));
    return hn::IfThenElse(hn::Ge(a, constant(-near_until)), near_value, far_value);
  }
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE::two_pieces
HWY_AFTER_NAMESPACE();

#endif
