// max(x, 0) + log(1 + e^-|x|) one format up, rounded once.
//
// The loss to the left only moves: 1 + e^x is 1 below -16.64 in binary32, below -36.74 in binary64. Nearly all
// of binary16 lies before that; of bfloat16 and binary32 most results are lost as in symmetric_log.cpp.
// The relative error of the wide sum is e^-x 2^-24 (binary32) or e^-x 2^-53 (binary64), beside the half ulp:
// 1.08 ulp in binary16 at most (x = -0x1.22p+3, got 0x1.e68p-14, want 0x1.e63aa96137bdap-14), 0.05 ulp more
// than half of one in bfloat16 at -8, 4e-5 more in binary32 at -10.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation symmetric_log;

extern constinit const Implementation symmetric_log_widened;
constinit const Implementation symmetric_log_widened{
    .function = "softplus",
    .name = "symmetric_log_widened",
    .strategy = "max(x,0) + log(1 + e^-|x|), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, symmetric_log>, {0.501, {-10, infinity}}},
    .binary16 = {widened<binary16, symmetric_log>, {1.15}},
    .bfloat16 = {widened<bfloat16, symmetric_log>, {0.55, {-8, infinity}}},
    .thresholds = {.one_format_up = &symmetric_log.thresholds},
};

}  // namespace softplus_bench::portable::softplus
