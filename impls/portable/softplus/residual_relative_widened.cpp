// The polynomial residual of residual_relative.cpp one format up, rounded once: the wider polynomials, not
// those of the format.
//
// Half an ulp and a hair on every input. binary16, 0.50006 ulp: x = -0x1.0c4p-14, got 0x1.63p-1,
// want 0x1.62dffef407f73p-1.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation residual_relative;

extern constinit const Implementation residual_relative_widened;
constinit const Implementation residual_relative_widened{
    .function = "softplus",
    .name = "residual_relative_widened",
    .strategy = "max(x,0) + P(|x|) with an exponential tail, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, residual_relative>, {0.501}},
    .binary16 = {widened<binary16, residual_relative>, {0.501}},
    .bfloat16 = {widened<bfloat16, residual_relative>, {0.501}},
    .thresholds = {.one_format_up = &residual_relative.thresholds},
};

}  // namespace softplus_bench::portable::softplus
