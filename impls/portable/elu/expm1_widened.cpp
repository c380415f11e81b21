// elu through expm1, one format up, rounded once.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::elu {

extern constinit const Implementation expm1;

extern constinit const Implementation expm1_widened;
constinit const Implementation expm1_widened{
    .function = "elu",
    .name = "expm1_widened",
    .strategy = "x > 0 ? x : expm1(x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, expm1>, {0.501}},
    .binary16 = {widened<binary16, expm1>, {0.501}},
    .bfloat16 = {widened<bfloat16, expm1>, {0.501}},
    .thresholds = {.one_format_up = &expm1.thresholds},
};

}  // namespace softplus_bench::portable::elu
