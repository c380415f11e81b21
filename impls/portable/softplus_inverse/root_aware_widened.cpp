// The root-aware form one format up, rounded once.
//
// 2.5 ulp of the wider format are 1e-8 (binary32), 3e-4 (binary16), 4e-5 (bfloat16) of an ulp beside the half of the
// rounding.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus_inverse {

extern constinit const Implementation root_aware;

extern constinit const Implementation root_aware_widened;
constinit const Implementation root_aware_widened{
    .function = "softplus_inverse",
    .name = "root_aware_widened",
    .strategy =
        "log1p(2 expm1(y - log 2)) on [7/16, 5/4], log(expm1(y)) below, y + log1p(-e^-y) above, one format up, rounded "
        "once",
    .credit = "this project",
    .binary32 = {widened<float, root_aware>, {0.501}},
    .binary16 = {widened<binary16, root_aware>, {0.501}},
    .bfloat16 = {widened<bfloat16, root_aware>, {0.501}},
    .thresholds = {.one_format_up = &root_aware.thresholds},
};

}  // namespace softplus_bench::portable::softplus_inverse
