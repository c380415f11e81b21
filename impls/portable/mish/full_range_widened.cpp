// The full-range form one format up, rounded once.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::mish {

extern constinit const Implementation full_range;

extern constinit const Implementation full_range_widened;
constinit const Implementation full_range_widened{
    .function = "mish",
    .name = "full_range_widened",
    .strategy =
        "x (1 + 2e) / (1 + 2e + 2e^2), e = e^-|x|, or x e (e + 2) / (e (e + 2) + 2), or x e^(x/2) e^(x/2), one format "
        "up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, full_range>, {0.501}},
    .binary16 = {widened<binary16, full_range>, {0.501}},
    .bfloat16 = {widened<bfloat16, full_range>, {0.501}},
    .thresholds = {.one_format_up = &full_range.thresholds},
};

}  // namespace softplus_bench::portable::mish
