// (max(bx, 0) + log1p(e^-|bx|)) / beta one format up, rounded once.
//
// The product is exact (2p bits fit one format up, bfloat16's and binary16's in binary32, binary32's in binary64),
// which is what the narrow form loses. Nor is there a subnormal e^(bx) that the quotient would bring back, or a bx
// that overflows, as the wider format has more range, but for bfloat16, which has none: its claim begins at -87 and
// ends at 1e8. binary32, 0.5 ulp: x = 0x1.54f298p-1, got 0x1.bf30d8p+0, want 0x1.bf30d7000005ep+0.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus_beta {

extern constinit const Implementation symmetric;

extern constinit const Implementation symmetric_widened;
constinit const Implementation symmetric_widened{
    .function = "softplus_beta",
    .name = "symmetric_widened",
    .strategy = "(max(b x,0) + log1p(e^-|b x|)) / b, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, symmetric>, {0.501}},
    .binary16 = {widened<binary16, symmetric>, {0.501}},
    .bfloat16 = {widened<bfloat16, symmetric>, {0.501, {-87, 1e8}}},
    .thresholds = {.one_format_up = &symmetric.thresholds},
};

}  // namespace softplus_bench::portable::softplus_beta
