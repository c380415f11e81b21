// exp, expm1, log, log1p and tanh of double-double numbers: of relative error below 2^-98 each. The errors are derived
// in docs/method.md, "Fast reference".
//
// Compiled once per SIMD target (the guard toggles), in the target's namespace.
#if defined(SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE_FUNCTIONS) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE_FUNCTIONS
#undef SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE_FUNCTIONS
#else
#define SOFTPLUS_BENCH_SIMD_DOUBLE_DOUBLE_FUNCTIONS
#endif

#include <cstddef>

#include "reference/simd/coefficients.hpp"
#include "reference/simd/double_double.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {

// pairs + x^n tail, Horner's way: the tail in double, the rest in double-double whose parts are only kept from growing
// together. Each step's term is smaller than the coefficient it is added to.
template <std::size_t n, std::size_t m>
HWY_INLINE DoubleDouble polynomial(const double (&pairs)[n][2], const double (&tail)[m], DoubleDouble x) {
  DoubleDouble p(polynomial(tail, x.hi));
  for (std::size_t i = n; i-- > 0;) {
    const DoubleDouble high = two_product(p.hi, x.hi);
    const Double low = multiply_add(p.lo, x.hi, multiply_add(p.hi, x.lo, high.lo));
    p = fast_two_sum(pairs[i][0], high.hi);
    p.lo = p.lo + (low + pairs[i][1]);
  }
  return p;
}

// x = k log 2 + r, |r| <= log(2)/2, for |x| <= 1400; greater ones are taken for it.
struct ReducedDoubleDouble {
  Double k;
  DoubleDouble r;
};
HWY_INLINE ReducedDoubleDouble reduce(DoubleDouble x) {
  const Double hi = maximum(minimum(x.hi, 1400.0), -1400.0);
  const Double k = nearest_integer(hi * coefficients::reciprocal_log_2);
  // Exact: the first product and difference, the second product, and with two_sum the differences after it.
  const Double first = negative_multiply_add(k, coefficients::log_2_part_1, hi);
  const DoubleDouble second = two_sum(first, k * -coefficients::log_2_part_2);
  const DoubleDouble third = two_sum(second.hi, x.lo);
  return {k, two_sum(third.hi, third.lo + negative_multiply_add(k, coefficients::log_2_part_3, second.lo))};
}

// e^r - 1 for |r| <= log(2)/2. r.lo enters to first order.
HWY_INLINE DoubleDouble expm1_of(DoubleDouble r) {
  const DoubleDouble q = polynomial(coefficients::wide_exp_quotient, coefficients::wide_exp_quotient_tail, r.hi);
  const DoubleDouble p = two_product(q.hi, r.hi);
  const Double low = multiply_add(q.lo, r.hi, p.lo);
  return fast_two_sum(p.hi, multiply_add(r.lo, p.hi, r.lo) + low);
}

HWY_INLINE ScaledDoubleDouble exp(DoubleDouble x) {
  const ReducedDoubleDouble a = reduce(x);
  const DoubleDouble p = expm1_of(a.r);
  const DoubleDouble e = fast_two_sum(1.0, p.hi);
  return {e.hi, e.lo + p.lo, a.k};
}

// No cancellation: where k is not 0, |e^x - 1| > 0.29. For |x| >= 2^-900.
HWY_INLINE ScaledDoubleDouble expm1(DoubleDouble x) {
  const ReducedDoubleDouble a = reduce(x);
  const DoubleDouble p = expm1_of(a.r);
  return ScaledDoubleDouble(p.hi, p.lo, a.k) + (ScaledDoubleDouble(1.0, 0.0, a.k) - 1.0);
}

// log(1 + f) + k log 2 for 1 + f in [sqrt(1/2), sqrt(2)], f >= 2^-250 in magnitude or 0: 2 atanh(s) with s = f / (2 +
// f).
HWY_INLINE DoubleDouble log_of(DoubleDouble f, Double k) {
  const DoubleDouble divisor = fast_two_sum(2.0, f.hi);
  const DoubleDouble s = quotient(f, {divisor.hi, divisor.lo + f.lo});
  const DoubleDouble z = product(s, s);
  const DoubleDouble p = polynomial(coefficients::wide_atanh_quotient, coefficients::wide_atanh_quotient_tail, z);
  const DoubleDouble rest = product(s, product(z, p));
  const DoubleDouble atanh_s = fast_two_sum(s.hi, rest.hi);
  const Double low = atanh_s.lo + (s.lo + rest.lo);
  // k times a part is exact and, unless k = 0, greater than what it is added to.
  const DoubleDouble first = fast_two_sum(k * coefficients::log_2_part_1, atanh_s.hi + atanh_s.hi);
  const DoubleDouble second = fast_two_sum(first.hi, k * coefficients::log_2_part_2);
  return fast_two_sum(second.hi, multiply_add(k, coefficients::log_2_part_3, low + low) + (first.lo + second.lo));
}

// For x > 0.
HWY_INLINE ScaledDoubleDouble log(ScaledDoubleDouble x) {
  const ScaledDoubleDouble u = normalised(x);
  const Split a = split(u.hi);
  return log_of(fast_two_sum(a.m - 1.0, u.lo * a.inverse_scale), u.k + a.k);
}

// For -1 + 2^-30 <= t <= 2^900.
HWY_INLINE ScaledDoubleDouble log1p(ScaledDoubleDouble t) {
  // Below 2^-200, log1p(t) = t to 2^-200 and keeps its exponent; what is computed there is not used.
  const DoubleDouble x = unscaled(t, -200.0);
  // 1 + x.hi = u exactly; f = (u + x.lo) 2^-k - 1, which is x while k = 0.
  const DoubleDouble u = two_sum(x.hi, 1.0);
  const Split a = split(u.hi);
  const DoubleDouble f = two_sum(a.m - 1.0, u.lo * a.inverse_scale);
  const DoubleDouble f_and_rest = two_sum(f.hi, x.lo * a.inverse_scale);
  const DoubleDouble r = log_of(fast_two_sum(f_and_rest.hi, f_and_rest.lo + f.lo), a.k);
  return {where_less(t.k, -200.0, t.hi, r.hi), where_less(t.k, -200.0, t.lo, r.lo), where_less(t.k, -200.0, t.k, 0.0)};
}

HWY_INLINE ScaledDoubleDouble tanh(DoubleDouble x) {
  const DoubleDouble a = abs(x);
  const ScaledDoubleDouble e = expm1(DoubleDouble(a.hi * -2.0, a.lo * -2.0));
  const ScaledDoubleDouble r = e / (e + 2.0);
  return {where_less(x.hi, 0.0, r.hi, -r.hi), where_less(x.hi, 0.0, r.lo, -r.lo), r.k};
}

}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#endif
