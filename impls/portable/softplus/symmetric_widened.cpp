// max(x, 0) + log1p(e^-|x|) one format up, rounded once.
//
// Half an ulp and a hair on every input: 1.6 ulp of the wider format is 2e-4 ulp of binary16, 3e-5 of
// bfloat16, 3e-9 of binary32. Not correctly rounded: a value that close to a tie may fall on the wrong side.
// binary16, 0.50007 ulp: x = 0x1.efp-10, got 0x1.638p-1, want 0x1.635ffee42779bp-1.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation symmetric;

extern constinit const Implementation symmetric_widened;
constinit const Implementation symmetric_widened{
    .function = "softplus",
    .name = "symmetric_widened",
    .strategy = "max(x,0) + log1p(e^-|x|), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, symmetric>, {0.501}},
    .binary16 = {widened<binary16, symmetric>, {0.501}},
    .bfloat16 = {widened<bfloat16, symmetric>, {0.501}},
    .thresholds = {.one_format_up = &symmetric.thresholds},
};

}  // namespace softplus_bench::portable::softplus
