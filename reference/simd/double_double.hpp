// Double-double numbers in vectors, and their arithmetic.
//
// Compiled once per SIMD target (the guard toggles), in the target's namespace. Rounding must be to nearest.
#if defined(SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE
#undef SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE
#else
#define SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE
#endif

#include "hwy/highway.h"
#include "reference/simd/double.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {

// hi + lo, |lo| <= ulp(hi)/2 or nearly so.
struct DoubleDouble {
  Double hi, lo;
  HWY_INLINE DoubleDouble(Double h, Double l) : hi(h), lo(l) {}
  HWY_INLINE DoubleDouble(Double h) : hi(h), lo(0.0) {}
  HWY_INLINE DoubleDouble(double h) : hi(h), lo(0.0) {}
};

// (hi + lo) 2^k: the parts of a number whose lo would underflow, or hi overflow, without k. |hi| keeps within
// 2^-900 and 2^900, or is 0.
struct ScaledDoubleDouble {
  Double hi, lo, k;
  HWY_INLINE ScaledDoubleDouble(Double h, Double l, Double exponent) : hi(h), lo(l), k(exponent) {}
  HWY_INLINE ScaledDoubleDouble(DoubleDouble a) : hi(a.hi), lo(a.lo), k(0.0) {}
  HWY_INLINE ScaledDoubleDouble(double a) : hi(a), lo(0.0), k(0.0) {}
};

// a + b exactly.
HWY_INLINE DoubleDouble two_sum(Double a, Double b) {
  const Double sum = a + b;
  const Double b_in_sum = sum - a;
  return {sum, (b - b_in_sum) + (a - (sum - b_in_sum))};
}
// The same for a = 0 or |a| >= |b|.
HWY_INLINE DoubleDouble fast_two_sum(Double a, Double b) {
  const Double sum = a + b;
  return {sum, b - (sum - a)};
}

// a b exactly, while no part underflows. Without a fused operation by Dekker's and Veltkamp's halves.
#if HWY_NATIVE_FMA
HWY_INLINE DoubleDouble two_product(Double a, Double b) {
  const Double product = a * b;
  return {product, hn::MulSub(a.v, b.v, product.v)};
}
#else
HWY_INLINE DoubleDouble halves(Double a) {
  const Double c = a * 0x1.0000002p27;
  const Double high = c - (c - a);
  return {high, a - high};
}
HWY_INLINE DoubleDouble two_product(Double a, Double b) {
  const Double product = a * b;
  const DoubleDouble x = halves(a), y = halves(b);
  return {product, x.lo * y.lo - (((product - x.hi * y.hi) - x.lo * y.hi) - x.hi * y.lo)};
}
#endif

// Relative errors, u = 2^-53: sum 3 u^2 (of either signs), product 8 u^2, quotient 20 u^2.
HWY_INLINE DoubleDouble sum(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble high = two_sum(a.hi, b.hi), low = two_sum(a.lo, b.lo);
  const DoubleDouble middle = fast_two_sum(high.hi, high.lo + low.hi);
  return fast_two_sum(middle.hi, middle.lo + low.lo);
}
HWY_INLINE DoubleDouble product(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble high = two_product(a.hi, b.hi);
  return fast_two_sum(high.hi, multiply_add(a.hi, b.lo, multiply_add(a.lo, b.hi, high.lo)));
}
HWY_INLINE DoubleDouble quotient(DoubleDouble a, DoubleDouble b) {
  const Double inverse = Double(1.0) / b.hi;
  const Double q = a.hi * inverse;
  const DoubleDouble back = two_product(q, b.hi);
  // a - q b: the first difference is exact, as q b.hi is within a few ulp of a.hi.
  const Double rest = negative_multiply_add(q, b.lo, ((a.hi - back.hi) - back.lo) + a.lo);
  return fast_two_sum(q, rest * inverse);
}

// The same number with |hi| in [1, 2); 0 stays, with an exponent below every other.
HWY_INLINE ScaledDoubleDouble normalised(ScaledDoubleDouble a) {
  const BitsTag tag;
  const BitsVector field = hn::And(hn::BitCast(tag, a.hi.v), hn::Set(tag, 0x7FF0000000000000u));
  const BitsVector inverse = hn::Sub(hn::BitCast(tag, Double(0x1p1023).v), field);
  const BitsVector integer = hn::Or(hn::ShiftRight<52>(field), hn::BitCast(tag, Double(0x1p52).v));
  const Double scale = hn::BitCast(DoubleTag(), inverse);
  const Double k = Double(hn::BitCast(DoubleTag(), integer)) - (0x1p52 + 1023);
  return {a.hi * scale, a.lo * scale, a.k + k};
}

// a as an unscaled number: exponents below `least` or above 900 are taken for these.
HWY_INLINE DoubleDouble unscaled(ScaledDoubleDouble a, double least) {
  const Double scale = power_of_two(minimum(maximum(a.k, least), 900.0));
  return {a.hi * scale, a.lo * scale};
}

HWY_INLINE DoubleDouble operator-(DoubleDouble a) { return {-a.hi, -a.lo}; }
HWY_INLINE DoubleDouble abs(DoubleDouble a) { return {abs(a.hi), where_less(a.hi, 0.0, -a.lo, a.lo)}; }
HWY_INLINE DoubleDouble positive_part(DoubleDouble a) {
  return {positive_part(a.hi), where_less(a.hi, 0.0, 0.0, a.lo)};
}
HWY_INLINE ScaledDoubleDouble operator-(ScaledDoubleDouble a) { return {-a.hi, -a.lo, a.k}; }

// The exponent, zero's below every other; and the number in units of 2^k, for k no less than its exponent. What is
// 2^-1000 units is nothing beside them.
HWY_INLINE Double exponent_of(ScaledDoubleDouble a) { return where_less(abs(a.hi), 0x1p-1000, -0x1p20, a.k); }
HWY_INLINE DoubleDouble in_units(ScaledDoubleDouble a, Double k) {
  const Double scale = power_of_two(maximum(minimum(a.k - k, 0.0), -1000.0));
  return {a.hi * scale, a.lo * scale};
}
HWY_INLINE ScaledDoubleDouble operator+(ScaledDoubleDouble a, ScaledDoubleDouble b) {
  const Double k = maximum(exponent_of(a), exponent_of(b));
  const DoubleDouble s = sum(in_units(a, k), in_units(b, k));
  return {s.hi, s.lo, k};
}
HWY_INLINE ScaledDoubleDouble operator-(ScaledDoubleDouble a, ScaledDoubleDouble b) { return a + (-b); }
HWY_INLINE ScaledDoubleDouble operator*(ScaledDoubleDouble a, ScaledDoubleDouble b) {
  const DoubleDouble p = product({a.hi, a.lo}, {b.hi, b.lo});
  return normalised({p.hi, p.lo, a.k + b.k});
}
HWY_INLINE ScaledDoubleDouble operator/(ScaledDoubleDouble a, ScaledDoubleDouble b) {
  const DoubleDouble q = quotient({a.hi, a.lo}, {b.hi, b.lo});
  return normalised({q.hi, q.lo, a.k - b.k});
}

}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#endif
