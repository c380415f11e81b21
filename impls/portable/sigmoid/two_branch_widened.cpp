// (x < 0 ? t : 1) / (1 + t), t = e^-|x|, one format up, rounded once.
//
// binary32, 0.5 ulp: x = -0x1.6d7a9ap+0, got 0x1.8c3746p-3, want 0x1.8c3745000001bp-3.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::sigmoid {

extern constinit const Implementation two_branch;

extern constinit const Implementation two_branch_widened;
constinit const Implementation two_branch_widened{
    .function = "sigmoid",
    .name = "two_branch_widened",
    .strategy = "(x < 0 ? t : 1) / (1 + t), t = e^-|x|, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, two_branch>, {0.501}},
    .binary16 = {widened<binary16, two_branch>, {0.501}},
    .bfloat16 = {widened<bfloat16, two_branch>, {0.501}},
    .thresholds = {.one_format_up = &two_branch.thresholds},
};

}  // namespace softplus_bench::portable::sigmoid
