// 1 + e^-z and quotients by it, each rounded once: what sigmoid, silu and softplus_backward share.
//
// e^-z = head (1 + rest) is added to 1 in two numbers: total = RN(1 + RN(head (1 + rest))), and lacking, what total
// lacks. With larger = max(head, 1), total - larger is exact: a multiple of larger's unit below 1.2 larger that fits.
// So is what smaller lacks of it, unless smaller is below a unit of total and of no account. Then lacking has but the
// rounding error of head rest, and its own: below 2^-p |rest| total.
//
// A quotient n / (total + lacking): q = n RN(1 / total) is off by 1.5 ulp at most, and the remainder n - q total -
// q lacking, whose first product is exact by one FMA, brings it back: q + remainder RN(1 / total) is right to 2^-2p or
// so before its one rounding. The division is the instruction: estimates (rcp14, rcpps) with the same remainder are no
// faster to speak of, and differ between makers of processors.
//
// Everything may be scaled by 2^exponent, so that e^-z and the reciprocal stay in range where quotients are subnormal.
//
// Compiled once per SIMD target, as impls/simd/kernel.hpp.
#if defined(SOFTPLUS_BENCH_SIMD_LOGISTIC) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_LOGISTIC
#undef SOFTPLUS_BENCH_SIMD_LOGISTIC
#else
#define SOFTPLUS_BENCH_SIMD_LOGISTIC
#endif

#include <type_traits>

#include "hwy/highway.h"
#include "impls/simd/exponential.hpp"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::HWY_NAMESPACE {

// n - a b, rounded once. Without FMA: in halves, whose products are exact, where |n - a b| is of the order of ulps of
// n.
template <class T>
HWY_INLINE Vector<T> remainder(Vector<T> n, Vector<T> a, Vector<T> b) {
#if HWY_NATIVE_FMA
  return hn::NegMulAdd(a, b, n);
#else
  using Word = typename Format<T>::Word;
  constexpr int lower_half = (Format<T>::fraction_bits + 2) / 2;
  const Vector<T> upper = hn::BitCast(Tag<T>(), hn::Set(Words<T>(), static_cast<Word>(~Word{0} << lower_half)));
  const Vector<T> a_high = hn::And(a, upper), b_high = hn::And(b, upper);
  const Vector<T> a_low = hn::Sub(a, a_high), b_low = hn::Sub(b, b_high);
  const Vector<T> first = hn::Sub(n, hn::Mul(a_high, b_high));
  const Vector<T> second = hn::Sub(hn::Sub(first, hn::Mul(a_high, b_low)), hn::Mul(a_low, b_high));
  return hn::Sub(second, hn::Mul(a_low, b_low));
#endif
}

template <class T>
struct Total {
  Vector<T> total, lacking;
};

// one + head (1 + rest) for one >= 0.
template <class T>
HWY_INLINE Total<T> add(Vector<T> one, Exponential<T> e) {
  const Vector<T> total = hn::Add(hn::MulAdd(e.head, e.rest, e.head), one);
  const Vector<T> larger = hn::Max(e.head, one), smaller = hn::Min(e.head, one);
  return {total, hn::MulAdd(e.head, e.rest, hn::Sub(smaller, hn::Sub(total, larger)))};
}

// n / (total + lacking) = quotient + factor left, to 2^-2p or so.
template <class T>
struct Divided {
  Vector<T> quotient, factor, left;
};

// reciprocal = RN(1 / d.total).
template <class T>
HWY_INLINE Divided<T> divide(Vector<T> n, Vector<T> reciprocal, Total<T> d) {
  const Vector<T> quotient = hn::Mul(n, reciprocal);
  return {quotient, reciprocal, hn::NegMulAdd(quotient, d.lacking, remainder<T>(n, quotient, d.total))};
}

// 1 / (total + lacking).
template <class T>
HWY_INLINE Divided<T> divide_one(Total<T> d) {
  const Vector<T> quotient = hn::Div(constant<T>(1), d.total);
  return {quotient, quotient, hn::NegMulAdd(quotient, d.lacking, remainder<T>(constant<T>(1), quotient, d.total))};
}

template <class T>
HWY_INLINE Vector<T> nearest(Divided<T> y) {
  return hn::MulAdd(y.factor, y.left, y.quotient);
}

// A quotient above 0 cut off towards 0, its last bit set if that lost anything: it rounds to fewer bits as the exact
// one does, whatever those bits are.
template <class T>
HWY_INLINE Vector<T> to_odd(Divided<T> y) {
  const Words<T> words;
  const Vector<T> rounded = nearest<T>(y), zero = hn::Zero(Tag<T>());
  const Vector<T> error = hn::MulAdd(y.factor, y.left, hn::Sub(y.quotient, rounded));
  const auto one = hn::Set(words, 1);
  const auto too_much = hn::IfThenElseZero(hn::Lt(error, zero), hn::BitCast(Tag<T>(), one));
  const auto cut = hn::Sub(hn::BitCast(words, rounded), hn::BitCast(words, too_much));
  const auto lost = hn::IfThenZeroElse(hn::Eq(error, zero), hn::BitCast(Tag<T>(), one));
  return hn::BitCast(Tag<T>(), hn::Or(cut, hn::BitCast(words, lost)));
}

// For a result stored as a number of the format Stored. bfloat16 needs no more than a binary32 result: no such value is
// as near to halfway between its numbers, as every one of its inputs shows.
template <class Stored>
HWY_INLINE Vector<Stored> ready_to_round(Divided<Lane<Stored>> y) {
  if constexpr (std::is_same_v<Stored, binary16>) return to_odd<float>(y);
  else return nearest<Lane<Stored>>(y);
}

// From here on e^-z is below half an ulp of 1.
template <class T>
inline constexpr T z_end = std::is_same_v<T, double> ? 40 : 20;

}  // namespace softplus_bench::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
