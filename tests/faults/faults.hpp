// Deliberately wrong implementations of softplus, one a file: what every suite must catch.
//
// Each is the right arithmetic of right.hpp with one fault, and claims what that arithmetic keeps, so
// that nothing but the fault can be found. A null kernel means that the fault does not exist there.
#pragma once

#include "core/implementation.hpp"

namespace softplus_bench::faults {

extern constinit const Implementation flushed_subnormals;     // a subnormal result becomes +0
extern constinit const Implementation ftz_left_set;           // flush-to-zero and denormals-are-zero stay on (x86)
extern constinit const Implementation lane_crosstalk;         // one ulp up beside a NaN or an infinity
extern constinit const Implementation nan_swallowed;          // NaN gives +0
extern constinit const Implementation negative_softplus;      // -2^-19 on [-30, -17]
extern constinit const Implementation not_monotone_position;  // one ulp up in the last element of an odd length
extern constinit const Implementation one_wrong_input;        // 16 ulp up at one bit pattern
extern constinit const Implementation overflow_to_infinity;   // +inf from 2^emax
extern constinit const Implementation rounding_left_set;      // the rounding mode stays upward
extern constinit const Implementation three_ulp;              // 3 ulp up on [1, 1.5]
extern constinit const Implementation write_past_end;         // y[n] is written too
extern constinit const Implementation wrong_zero_sign;        // -inf gives -0

}  // namespace softplus_bench::faults
