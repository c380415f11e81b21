// log(p / (1 - p)) one format up, rounded once.
//
// 1 - p and the quotient are rounded in the wider format, so near p = 1/2 the error is 2^-53 (2^-24) absolute where
// the result is at least 2^-24 (2^-10, 2^-7): 2^-29 of it for binary32, 2^-14 for binary16, 2^-17 for bfloat16, of
// ulps of 2^-23, 2^-10 and 2^-7.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::logit {

extern constinit const Implementation log_ratio;

extern constinit const Implementation log_ratio_widened;
constinit const Implementation log_ratio_widened{
    .function = "logit",
    .name = "log_ratio_widened",
    .strategy = "log(p / (1 - p)), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, log_ratio>, {0.501}},
    .binary16 = {widened<binary16, log_ratio>, {0.501}},
    .bfloat16 = {widened<bfloat16, log_ratio>, {0.501}},
    .thresholds = {.one_format_up = &log_ratio.thresholds},
};

}  // namespace softplus_bench::portable::logit
