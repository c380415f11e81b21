// The number type of the authority: Boost.Multiprecision over MPFR, at a precision chosen at run time.
#pragma once

#include <boost/multiprecision/mpfr.hpp>

namespace softplus_bench {

using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>, boost::multiprecision::et_off>;

// A function's mathematics at the precision of the current thread's Real.
struct ExactFunction {
  // f(x), of relative error at most 2^(error_bits - precision).
  Real (*evaluate)(const Real& x);
  int error_bits;
  // kappa = |x f'(x) / f(x)|, to a few bits less.
  Real (*condition)(const Real& x);
};

}  // namespace softplus_bench
