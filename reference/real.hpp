// The number type of the authority: Boost.Multiprecision over MPFR, at a precision chosen at run time.
#pragma once

#include <boost/multiprecision/mpfr.hpp>

namespace softplus_bench {

using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>, boost::multiprecision::et_off>;

}  // namespace softplus_bench
