// Deliberately wrong implementations, one a file, of softplus unless their names say otherwise: what every suite must
// catch.
//
// Each is the right arithmetic of right.hpp with one fault, and claims what that arithmetic keeps, so
// that nothing but the fault can be found. A null kernel means that the fault does not exist there.
#pragma once

#include "core/implementation.hpp"

namespace softplus_bench::faults {

extern constinit const Implementation above_log2;               // 2 ulp up on (0, 2^-24]
extern constinit const Implementation answers_vary;             // one ulp up in every second call
extern constinit const Implementation backward_without_branch;  // softplus_backward: sigma everywhere
extern constinit const Implementation below_x;                  // one ulp down from 40
extern constinit const Implementation bulging;                  // 3 ulp up on [5, 6]
extern constinit const Implementation derivative_not_even;      // sigmoid_derivative: one ulp up at -2
extern constinit const Implementation early_identity;           // x above 3.467
extern constinit const Implementation falls_once;               // 4 ulp down at 1.5
extern constinit const Implementation flushed_subnormals;       // a subnormal result becomes +0
extern constinit const Implementation ftz_left_set;             // flush-to-zero and denormals-are-zero stay on (x86)
extern constinit const Implementation lane_crosstalk;           // one ulp up beside a NaN or an infinity
extern constinit const Implementation logaddexp_lopsided;       // one ulp up for a > b
extern constinit const Implementation logaddexp_low;            // one ulp below the larger input
extern constinit const Implementation lopsided;                 // 64 ulp up on [-2, -1]
extern constinit const Implementation nan_swallowed;            // NaN gives +0
extern constinit const Implementation negative_softplus;        // -2^-19 on [-30, -17]
extern constinit const Implementation no_way_back;              // 32 ulp up on [3, 4]
extern constinit const Implementation not_monotone_position;    // one ulp up in the last element of an odd length
extern constinit const Implementation one_wrong_input;          // 16 ulp up at one bit pattern
extern constinit const Implementation overflow_to_infinity;     // +inf from 2^emax
extern constinit const Implementation positive_log_sigmoid;     // log_sigmoid: positive from 40
extern constinit const Implementation rounding_left_set;        // the rounding mode stays upward
extern constinit const Implementation sigma_above_one;          // sigmoid: above 1 from 30
extern constinit const Implementation sigma_lopsided;           // sigmoid: 16 ulp down on [-2, -1]
extern constinit const Implementation spurious_divide_by_zero;  // the exception raised up to -30
extern constinit const Implementation spurious_invalid;         // the exception raised up to -20
extern constinit const Implementation spurious_overflow;        // the exception raised from 20
extern constinit const Implementation three_ulp;                // 3 ulp up on [1, 1.5]
extern constinit const Implementation thresholded_forward;      // softplus_beta: x above 5
extern constinit const Implementation write_past_end;           // y[n] is written too
extern constinit const Implementation wrong_at_zero;            // one ulp up at +0
extern constinit const Implementation wrong_zero_sign;          // -inf gives -0

}  // namespace softplus_bench::faults
