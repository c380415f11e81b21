// x/2 erfc(-x / sqrt 2) one format up, rounded once.
//
// The t^2 ulp of the wider format are below 2e-7 ulp for binary32 at -14, 2e-3 for binary16 at -6 and 1.4e-3 for
// bfloat16 at -13. bfloat16 has binary32's range: erfc(t) is subnormal there from x = -13 on, but in a quantum 2^16
// times finer than bfloat16's. -inf is NaN: the claims start at finite numbers.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::gelu {

extern constinit const Implementation erfc_form;

extern constinit const Implementation erfc_form_widened;
constinit const Implementation erfc_form_widened{
    .function = "gelu",
    .name = "erfc_form_widened",
    .strategy = "x/2 erfc(-x / sqrt 2), one format up, rounded once",
    .credit = "PyTorch (opmath_t, with 1 + erf)",
    .binary32 = {widened<float, erfc_form>, {0.501, {-3.4e38, infinity}}},
    .binary16 = {widened<binary16, erfc_form>, {0.501, {-65504, infinity}}},
    .bfloat16 = {widened<bfloat16, erfc_form>, {0.501, {-3.3e38, infinity}}},
    .thresholds = {.one_format_up = &erfc_form.thresholds},
};

}  // namespace softplus_bench::portable::gelu
