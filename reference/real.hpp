// The number type of the authority: Boost.Multiprecision over MPFR, at a precision chosen at run time.
#pragma once

#include <boost/multiprecision/mpfr.hpp>

#include "reference/function.hpp"

namespace softplus_bench {

using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>, boost::multiprecision::et_off>;

// The greater of x and 0; for Real and double.
template <class Number>
Number positive_part(const Number& x) {
  return x > 0 ? x : Number(0);
}

// The value without its hair; exact at 106 bits.
inline Real value_of(const Settled& settled) {
  return settled.factor == 1 ? Real(settled.value) : Real(Real(settled.value) * settled.factor);
}

// A function's mathematics at the precision of the current thread's Real.
struct ExactFunction {
  // f, of relative error at most 2^(error_bits - precision).
  Real (*evaluate)(const Point<Real>& at);
  int error_bits;
  // kappa = |x f'(x) / f(x)|, to a few bits less.
  Real (*condition)(const Point<Real>& at);
};

// A value whose terms may cancel, to within 8 units in the last place of the precision in force: computed with more
// bits, doubled until what cancelled is made up for. evaluate(at), called with the inputs at the precision it is to
// work in, is of absolute error below 2^(scale + 4) units of that precision, `scale` being the exponent of its largest
// term.
template <class Evaluate>
Real without_cancellation(const Point<Real>& at, int scale, Evaluate&& evaluate) {
  const unsigned digits = Real::thread_default_precision();
  for (unsigned more = digits + 20;; more *= 2) {
    const unsigned working = digits + more;
    Real::thread_default_precision(working);
    const Real value = evaluate(Point<Real>(Real(at.x, working), Real(at.x2, working), Real(at.beta, working)));
    Real::thread_default_precision(digits);
    const Real rounded(value, digits);
    const mpfr_srcptr data = value.backend().data();
    const bool enough = mpfr_regular_p(data) != 0 &&
                        mpfr_get_exp(data) + mpfr_get_prec(data) - scale - 4 > mpfr_get_prec(rounded.backend().data());
    // A value that is zero at thousands of bits is one.
    if (enough || more > 4000) return rounded;
  }
}

}  // namespace softplus_bench
