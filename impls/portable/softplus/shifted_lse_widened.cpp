// m + log(e^-m + e^(x-m)) one format up, rounded once.
//
// The loss to the left moves from -p log 2 of the format to that of the wider one, as in symmetric_log_widened.cpp;
// +inf still gives NaN. binary16, 1.08 ulp: x = -0x1.22p+3, got 0x1.e68p-14, want 0x1.e63aa96137bdbp-14.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation shifted_lse;

extern constinit const Implementation shifted_lse_widened;
constinit const Implementation shifted_lse_widened{
    .function = "softplus",
    .name = "shifted_lse_widened",
    .strategy = "m + log(e^-m + e^(x-m)), m = max(x,0), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, shifted_lse>, {0.501, {-10, 3e38}}},
    .binary16 = {widened<binary16, shifted_lse>, {1.15, {-infinity, 65504}}},
    .bfloat16 = {widened<bfloat16, shifted_lse>, {0.54, {-8, 3e38}}},
    .thresholds = {.one_format_up = &shifted_lse.thresholds},
};

}  // namespace softplus_bench::portable::softplus
