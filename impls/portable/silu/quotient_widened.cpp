// x / (1 + e^-x) one format up, rounded once.
//
// e^-x overflows where the narrower format's result is zero: below -709.78 for binary32 (zero from -108.7), below
// -88.72 in binary32 for binary16 (zero from -20.3). Not so for bfloat16, whose range is binary32's: x / inf = -0 on
// [-97.4, -88.72). -inf is NaN. The claim starts at the largest finite numbers, for bfloat16 at -88.5.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::silu {

extern constinit const Implementation quotient;

extern constinit const Implementation quotient_widened;
constinit const Implementation quotient_widened{
    .function = "silu",
    .name = "quotient_widened",
    .strategy = "x / (1 + e^-x), one format up, rounded once",
    .credit = "PyTorch (opmath_t)",
    .binary32 = {widened<float, quotient>, {0.501, {-3.4e38, infinity}}},
    .binary16 = {widened<binary16, quotient>, {0.501, {-65504, infinity}}},
    .bfloat16 = {widened<bfloat16, quotient>, {0.501, {-88.5, infinity}}},
    .thresholds = {.one_format_up = &quotient.thresholds},
};

}  // namespace softplus_bench::portable::silu
