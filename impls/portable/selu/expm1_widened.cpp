// selu through expm1, one format up, rounded once. The constants are the wider format's: binary64's, which are the
// definition's, for binary32.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::selu {

extern constinit const Implementation expm1;

extern constinit const Implementation expm1_widened;
constinit const Implementation expm1_widened{
    .function = "selu",
    .name = "expm1_widened",
    .strategy = "x > 0 ? lambda x : lambda alpha expm1(x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, expm1>, {0.501}},
    .binary16 = {widened<binary16, expm1>, {0.501}},
    .bfloat16 = {widened<bfloat16, expm1>, {0.501}},
    .thresholds = {.one_format_up = &expm1.thresholds},
};

}  // namespace softplus_bench::portable::selu
