// x < a ? 0 : x > b ? x : log1p(e^x) one format up, rounded once, with the wider format's cutoffs.
//
// binary32 has binary64's, -745 and 16: 3.2e7 ulp of binary64 just above 16 are 0.06 ulp of binary32. In the 16-bit
// formats 14 is far beyond the identity. binary32, 0.5 ulp: x = 0x1.172c44p-12, got 0x1.62f5a2p-1, want
// 0x1.62f5a2ffffffep-1.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation early_cut;

extern constinit const Implementation early_cut_widened;
constinit const Implementation early_cut_widened{
    .function = "softplus",
    .name = "early_cut_widened",
    .strategy = "x < a ? 0 : x > b ? x : log1p(e^x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, early_cut>, {0.501}},
    .binary16 = {widened<binary16, early_cut>, {0.501}},
    .bfloat16 = {widened<bfloat16, early_cut>, {0.501}},
    .thresholds = {.one_format_up = &early_cut.thresholds},
};

}  // namespace softplus_bench::portable::softplus
