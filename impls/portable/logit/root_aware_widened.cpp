// The root-aware form one format up, rounded once.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::logit {

extern constinit const Implementation root_aware;

extern constinit const Implementation root_aware_widened;
constinit const Implementation root_aware_widened{
    .function = "logit",
    .name = "root_aware_widened",
    .strategy =
        "log1p((2p - 1) / (1 - p)) or -log1p((1 - 2p) / p) on [1/4, 3/4], else log(p / (1 - p)), one format up, "
        "rounded once",
    .credit = "this project",
    .binary32 = {widened<float, root_aware>, {0.501}},
    .binary16 = {widened<binary16, root_aware>, {0.501}},
    .bfloat16 = {widened<bfloat16, root_aware>, {0.501}},
    .thresholds = {.one_format_up = &root_aware.thresholds},
};

}  // namespace softplus_bench::portable::logit
