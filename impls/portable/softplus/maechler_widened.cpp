// Maechler's four pieces one format up, rounded once.
//
// The cutoffs were made for binary64, and e^x no longer overflows before 18 in what binary16 computes in. binary32,
// 0.5 ulp: x = 0x1.172c44p-12, got 0x1.62f5a2p-1, want 0x1.62f5a2ffffffep-1.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation maechler;

extern constinit const Implementation maechler_widened;
constinit const Implementation maechler_widened{
    .function = "softplus",
    .name = "maechler_widened",
    .strategy = "e^x / log1p(e^x) / x + e^-x / x, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, maechler>, {0.501}},
    .binary16 = {widened<binary16, maechler>, {0.501}},
    .bfloat16 = {widened<bfloat16, maechler>, {0.501}},
    .thresholds = {.one_format_up = &maechler.thresholds},
};

}  // namespace softplus_bench::portable::softplus
