// A vector of doubles as a number type, and the elementary functions on it: of relative error below 2^-50 each.
//
// Compiled once per SIMD target, so it is included again and again (the guard toggles), and everything in it has
// the target's namespace. Rounding must be to nearest.
#if defined(SOFTPLUS_BENCH_SIMD_DOUBLE) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_DOUBLE
#undef SOFTPLUS_BENCH_SIMD_DOUBLE
#else
#define SOFTPLUS_BENCH_SIMD_DOUBLE
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "reference/simd/coefficients.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using DoubleTag = hn::ScalableTag<double>;
using BitsTag = hn::RebindToUnsigned<DoubleTag>;
using DoubleVector = hn::Vec<DoubleTag>;
using BitsVector = hn::Vec<BitsTag>;

struct Double {
  DoubleVector v;
  HWY_INLINE Double(DoubleVector vector) : v(vector) {}
  HWY_INLINE Double(double value) : v(hn::Set(DoubleTag(), value)) {}
};

HWY_INLINE Double operator+(Double a, Double b) { return hn::Add(a.v, b.v); }
HWY_INLINE Double operator-(Double a, Double b) { return hn::Sub(a.v, b.v); }
HWY_INLINE Double operator*(Double a, Double b) { return hn::Mul(a.v, b.v); }
HWY_INLINE Double operator/(Double a, Double b) { return hn::Div(a.v, b.v); }
HWY_INLINE Double operator-(Double a) { return hn::Neg(a.v); }
HWY_INLINE Double abs(Double a) { return hn::Abs(a.v); }
HWY_INLINE Double minimum(Double a, Double b) { return hn::Min(a.v, b.v); }
HWY_INLINE Double maximum(Double a, Double b) { return hn::Max(a.v, b.v); }
HWY_INLINE Double positive_part(Double a) { return maximum(a, 0.0); }
HWY_INLINE Double copy_sign(Double magnitude, Double sign) { return hn::CopySign(magnitude.v, sign.v); }
// a < b ? yes : no
HWY_INLINE Double where_less(Double a, Double b, Double yes, Double no) {
  return hn::IfThenElse(hn::Lt(a.v, b.v), yes.v, no.v);
}
// a b + c and c - a b, rounded once where the target has such an instruction, else twice.
HWY_INLINE Double multiply_add(Double a, Double b, Double c) { return hn::MulAdd(a.v, b.v, c.v); }
HWY_INLINE Double negative_multiply_add(Double a, Double b, Double c) { return hn::NegMulAdd(a.v, b.v, c.v); }

// The nearest integer, for |a| < 2^51.
HWY_INLINE Double nearest_integer(Double a) { return (a + 0x1.8p52) - 0x1.8p52; }
// 2^k for an integer k in [-1022, 1023]: the sum's last bits are the biased exponent.
HWY_INLINE Double power_of_two(Double k) {
  const Double biased = k + (0x1.8p52 + 1023);
  return hn::BitCast(DoubleTag(), hn::ShiftLeft<52>(hn::BitCast(BitsTag(), biased.v)));
}
// a 2^k for an integer k in [-2044, 2046], a near 1: one rounding, gradual underflow included.
HWY_INLINE Double scaled(Double a, Double k) {
  const Double half = nearest_integer(k * 0.5);
  return a * power_of_two(half) * power_of_two(k - half);
}

// Positive normal u = m 2^k with m in [sqrt(1/2), sqrt(2)).
struct Split {
  Double m, k, inverse_scale;  // inverse_scale = 2^-k, for k in [-1023, 1022]
};
HWY_INLINE Split split(Double u) {
  const BitsTag bits_tag;
  const BitsVector bits = hn::BitCast(bits_tag, u.v);
  const BitsVector root = hn::BitCast(bits_tag, Double(coefficients::square_root_half).v);
  const BitsVector one = hn::BitCast(bits_tag, Double(1.0).v);
  const BitsVector biased = hn::ShiftRight<52>(hn::Add(hn::Sub(bits, root), one));  // k + 1023
  const BitsVector field = hn::ShiftLeft<52>(biased);
  // An integer below 2^52 in the last bits of 2^52 is 2^52 plus that integer.
  const BitsVector integer = hn::Or(biased, hn::BitCast(bits_tag, Double(0x1p52).v));
  return {hn::BitCast(DoubleTag(), hn::Add(hn::Sub(bits, field), one)),
          Double(hn::BitCast(DoubleTag(), integer)) - (0x1p52 + 1023),
          hn::BitCast(DoubleTag(), hn::Sub(hn::Add(one, one), field))};
}

template <std::size_t n>
HWY_INLINE Double polynomial(const double (&coefficient)[n], Double x) {
  Double p = coefficient[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) p = multiply_add(p, x, coefficient[i]);
  return p;
}

// x = k log 2 + r, |r| <= log(2)/2, for |k| < 2^11.
struct Reduced {
  Double k, r;
};
HWY_INLINE Reduced reduce(Double x) {
  const Double k = nearest_integer(x * coefficients::reciprocal_log_2);
  // k times part 1 is exact and so is its difference from x: only the last step rounds.
  const Double r = negative_multiply_add(k, coefficients::log_2_part_1, x);
  return {k, negative_multiply_add(k, coefficients::log_2_rest, r)};
}

// Overflows to infinity and underflows gradually to 0.
HWY_INLINE Double exp(Double x) {
  const Reduced a = reduce(maximum(minimum(x, 720.0), -760.0));
  return scaled(multiply_add(a.r, polynomial(coefficients::exp_quotient, a.r), 1.0), a.k);
}

// For x <= 709. No cancellation: where 2^k is not 1, |x| > 0.34.
HWY_INLINE Double expm1(Double x) {
  const Reduced a = reduce(maximum(x, -40.0));
  const Double power = power_of_two(a.k);
  return multiply_add(power, a.r * polynomial(coefficients::exp_quotient, a.r), power - 1.0);
}

// log(1 + f) + k log 2 for 1 + f in [sqrt(1/2), sqrt(2)]: 2 atanh(s) with s = f / (2 + f).
HWY_INLINE Double log_of(Double f, Double k) {
  const Double s = f / (f + 2.0);
  const Double z = s * s;
  const Double twice = s + s;
  const Double log1p_f = multiply_add(twice, z * polynomial(coefficients::atanh_quotient, z), twice);
  return multiply_add(k, coefficients::log_2_part_1, multiply_add(k, coefficients::log_2_rest, log1p_f));
}

// For normal x > 0.
HWY_INLINE Double log(Double x) {
  const Split u = split(x);
  return log_of(u.m - 1.0, u.k);
}

// log(u + rest) for normal u > 0 and |rest| <= ulp(u)/2. Where u + rest = 1 + t, f = (u + rest) 2^-k - 1 is t itself
// while k = 0.
struct WithRest {
  Double u, rest;
};
HWY_INLINE Double log(WithRest x) {
  const Split a = split(x.u);
  return log_of(multiply_add(x.rest, a.inverse_scale, a.m - 1.0), a.k);
}

// 1 + t exactly, for |t| < 2^1000.
HWY_INLINE WithRest one_plus(Double t) {
  const Double u = t + 1.0;
  const Double t_in_u = u - 1.0;
  return {u, (t - t_in_u) + (1.0 - (u - t_in_u))};
}

// For -1 < t <= 2^1000.
HWY_INLINE Double log1p(Double t) { return log(one_plus(t)); }

HWY_INLINE Double tanh(Double x) {
  const Double e = expm1(abs(x) * -2.0);
  return copy_sign(e / (e + 2.0), x);
}

}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#endif
