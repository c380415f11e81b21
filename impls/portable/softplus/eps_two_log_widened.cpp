// x > -t ? x : x < t ? e^x : log(1 + e^x) one format up, rounded once; t = -13.94 in every format.
//
// binary32: computed in binary64 the middle keeps 2^-53 e^13.94 = 1.2e-10 relative, 0.002 ulp; above -t what is
// dropped is 0.92 ulp and below t, 7.3 ulp: what was an accident in tfjs's binary32 is a cost here. The 16-bit
// formats lose 2^-24 e^-x in the middle: nothing in bfloat16 to -8, 0.5 ulp in binary16 at -9.7. binary32, 7.31 ulp:
// x = -0x1.be30a8p+3, got 0x1.d866bap-21, want 0x1.d866ab630e373p-21. binary16, 1.08 ulp: x = -0x1.22p+3, got
// 0x1.e68p-14, want 0x1.e63aa96137bdbp-14.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation eps_two_log;

extern constinit const Implementation eps_two_log_widened;
constinit const Implementation eps_two_log_widened{
    .function = "softplus",
    .name = "eps_two_log_widened",
    .strategy = "x > -t ? x : x < t ? e^x : log(1 + e^x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, eps_two_log>, {7.7}},
    .binary16 = {widened<binary16, eps_two_log>, {1.15}},
    .bfloat16 = {widened<bfloat16, eps_two_log>, {0.54, {-8, infinity}}},
    .thresholds = {.one_format_up = &eps_two_log.thresholds},
};

}  // namespace softplus_bench::portable::softplus
