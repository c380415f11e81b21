// log1p(e^x) one format up, rounded once.
//
// Half an ulp and a hair on the whole domain below the wider overflow: 88.72 (binary16 and bfloat16) and
// 709.78 (binary32), where e^x is +inf in the wider format too. bfloat16 gains accuracy and no range.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation log1p;

extern constinit const Implementation log1p_widened;
constinit const Implementation log1p_widened{
    .function = "softplus",
    .name = "log1p_widened",
    .strategy = "log1p(e^x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, log1p>, {0.501, {-infinity, 709.78}}},
    .binary16 = {widened<binary16, log1p>, {0.501, {-infinity, 88.7}}},
    .bfloat16 = {widened<bfloat16, log1p>, {0.501, {-infinity, 88.5}}},
    .thresholds = {.one_format_up = &log1p.thresholds},
};

}  // namespace softplus_bench::portable::softplus
