// TensorFlow's three pieces one format up, rounded once.
//
// The 7.3 ulp at t are now of the wider format, whose t also lies farther out: 9e-4 ulp of binary16,
// 1.1e-4 of bfloat16, 1.4e-8 of binary32. Half an ulp and a hair on every input.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation eps_two;

extern constinit const Implementation eps_two_widened;
constinit const Implementation eps_two_widened{
    .function = "softplus",
    .name = "eps_two_widened",
    .strategy = "x > -t ? x : x < t ? e^x : log1p(e^x), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, eps_two>, {0.501}},
    .binary16 = {widened<binary16, eps_two>, {0.502}},
    .bfloat16 = {widened<bfloat16, eps_two>, {0.501}},
    .thresholds = {.one_format_up = &eps_two.thresholds},
};

}  // namespace softplus_bench::portable::softplus
