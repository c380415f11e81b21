// The full-range form one format up, rounded once.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::gelu {

extern constinit const Implementation full_range;

extern constinit const Implementation full_range_widened;
constinit const Implementation full_range_widened{
    .function = "gelu",
    .name = "full_range_widened",
    .strategy =
        "x/2 erfc(t + r), r = -x / sqrt 2 - t; x < -a: -phi(x) (1 - 1/x^2 + 3/x^4 - ...), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, full_range>, {0.501}},
    .binary16 = {widened<binary16, full_range>, {0.501}},
    .bfloat16 = {widened<bfloat16, full_range>, {0.501}},
    .thresholds = {.one_format_up = &full_range.thresholds},
};

}  // namespace softplus_bench::portable::gelu
