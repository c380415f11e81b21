// log(1 + e^x) one format up, rounded once.
//
// The loss to the left only moves: 1 + e^x is 1 below -16.64 in binary32, below -36.74 in binary64. Nearly all
// of binary16 lies before that; of bfloat16 and binary32 most results are lost as in naive.cpp.
// The relative error of the wide sum is e^-x 2^-24 (binary32) or e^-x 2^-53 (binary64), beside the half ulp:
// 1.08 ulp in binary16 at most (x = -0x1.22p+3, got 0x1.e68p-14, want 0x1.e63aa96137bdap-14), 0.05 ulp more
// than half of one in bfloat16 at -8, 4e-5 more in binary32 at -10. Overflow moves to 88.72
// (binary16; bfloat16 gains nothing) and 709.78 (binary32).
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation naive;

extern constinit const Implementation naive_widened;
constinit const Implementation naive_widened{
    .function = "softplus",
    .name = "naive_widened",
    .strategy = "log(1 + e^x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, naive>, {0.501, {-10, 709.78}}},
    .binary16 = {widened<binary16, naive>, {1.15, {-infinity, 88.7}}},
    .bfloat16 = {widened<bfloat16, naive>, {0.55, {-8, 88.5}}},
    .thresholds = {.one_format_up = &naive.thresholds},
};

}  // namespace softplus_bench::portable::softplus
