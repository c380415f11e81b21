// x > log(max) ? x : log1p(e^x) one format up, rounded once: the cutoff is the wider format's.
//
// binary16, 0.5 ulp: x = -0x1.0cp-14, got 0x1.63p-1, want 0x1.62dffff405defp-1.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation overflow_bound;

extern constinit const Implementation overflow_bound_widened;
constinit const Implementation overflow_bound_widened{
    .function = "softplus",
    .name = "overflow_bound_widened",
    .strategy = "x > log(max) ? x : log1p(e^x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, overflow_bound>, {0.501}},
    .binary16 = {widened<binary16, overflow_bound>, {0.501}},
    .bfloat16 = {widened<bfloat16, overflow_bound>, {0.501}},
    .thresholds = {.one_format_up = &overflow_bound.thresholds},
};

}  // namespace softplus_bench::portable::softplus
