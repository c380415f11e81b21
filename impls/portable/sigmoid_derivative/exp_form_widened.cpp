// t / (1 + t)^2, t = e^-|x|, one format up, rounded once.
//
// binary32, binary32 ?.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::sigmoid_derivative {

extern constinit const Implementation exp_form;

extern constinit const Implementation exp_form_widened;
constinit const Implementation exp_form_widened{
    .function = "sigmoid_derivative",
    .name = "exp_form_widened",
    .strategy = "t / (1 + t)^2, t = e^-|x|, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, exp_form>, {99}},
    .binary16 = {widened<binary16, exp_form>, {99}},
    .bfloat16 = {widened<bfloat16, exp_form>, {99}},
};

}  // namespace softplus_bench::portable::sigmoid_derivative
