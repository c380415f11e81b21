// x / (1 + e^-2u) one format up, rounded once.
//
// Right for the whole of binary16 and binary32: the 100 ulp of the wider format are below 1e-2 (binary16) and 1e-6
// ulp. bfloat16 has binary32's range, and e^-2u overflows at -9.7 in binary32 while the results go on to about -10.3:
// its claim starts before.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::gelu_tanh {

extern constinit const Implementation sigmoid_form;

extern constinit const Implementation sigmoid_form_widened;
constinit const Implementation sigmoid_form_widened{
    .function = "gelu_tanh",
    .name = "sigmoid_form_widened",
    .strategy = "x / (1 + e^-2u), u = sqrt(2/pi) (x + 0.044715 x^3), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, sigmoid_form>, {0.501, {-3.4e38, infinity}}},
    .binary16 = {widened<binary16, sigmoid_form>, {0.501, {-65504, infinity}}},
    .bfloat16 = {widened<bfloat16, sigmoid_form>, {0.501, {-9.6, infinity}}},
    .thresholds = {.one_format_up = &sigmoid_form.thresholds},
};

}  // namespace softplus_bench::portable::gelu_tanh
