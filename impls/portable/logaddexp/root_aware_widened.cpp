// The root-aware form one format up, rounded once: the wider format's double words hold the curve for every pair of
// the narrower.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::logaddexp {

extern constinit const Implementation root_aware;

extern constinit const Implementation root_aware_widened;
constinit const Implementation root_aware_widened{
    .function = "logaddexp",
    .name = "root_aware_widened",
    .strategy =
        "log1p(expm1(hi) + e^lo) in words near e^a + e^b = 1, else hi + log1p(e^(lo-hi) e^r), one format up, rounded "
        "once",
    .credit = "this project",
    .binary32 = {widened<float, root_aware>, {0.501}},
    .binary16 = {widened<binary16, root_aware>, {0.501}},
    .bfloat16 = {widened<bfloat16, root_aware>, {0.501}},
    .thresholds = {.one_format_up = &root_aware.thresholds},
};

}  // namespace softplus_bench::portable::logaddexp
