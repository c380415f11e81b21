// t / (1 + t)^2, t = e^-|x|, one format up, rounded once.
//
// binary32, 0.5 ulp: x = 0x1.bb42a2p+0, got 0x1.05b096p-3, want 0x1.05b0950000017p-3.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::sigmoid_derivative {

extern constinit const Implementation exp_form;

extern constinit const Implementation exp_form_widened;
constinit const Implementation exp_form_widened{
    .function = "sigmoid_derivative",
    .name = "exp_form_widened",
    .strategy = "t / (1 + t)^2, t = e^-|x|, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, exp_form>, {0.501}},
    .binary16 = {widened<binary16, exp_form>, {0.501}},
    .bfloat16 = {widened<bfloat16, exp_form>, {0.501}},
    .thresholds = {.one_format_up = &exp_form.thresholds},
};

}  // namespace softplus_bench::portable::sigmoid_derivative
