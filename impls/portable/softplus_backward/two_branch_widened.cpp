// g sigma(bx) by two branches, one format up, rounded once.
//
// bx is exact: twice the bits of binary32 fit binary64, twice those of the 16-bit formats binary32. e^(bx) is zero
// below -745 (-104), where g e^(bx) is zero in the narrower format too unless g is infinite: (finite x, +-inf) gives
// NaN there, against the definition, which ends the claim at 0, since beta may be large. See full_range_widened.cpp.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus_backward {

extern constinit const Implementation two_branch;

extern constinit const Implementation two_branch_widened;
constinit const Implementation two_branch_widened{
    .function = "softplus_backward",
    .name = "two_branch_widened",
    .strategy = "g sigma(bx), sigma(z) = z < 0 ? e^z / (1 + e^z) : 1 / (1 + e^-z), one format up, rounded once",
    .credit = "PyTorch (opmath_t, other formula)",
    .binary32 = {widened<float, two_branch>, {0.501, {0, infinity}}},
    .binary16 = {widened<binary16, two_branch>, {0.501, {0, infinity}}},
    .bfloat16 = {widened<bfloat16, two_branch>, {0.501, {0, infinity}}},
    .thresholds = {.one_format_up = &two_branch.thresholds},
};

}  // namespace softplus_bench::portable::softplus_backward
