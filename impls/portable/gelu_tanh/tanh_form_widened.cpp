// x/2 (1 + tanh(u)) one format up, rounded once.
//
// The cancellation comes later: eps / 4 of the wider format beside a result of e^2u. -inf is NaN. The claims start
// where that is still below the rounding.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::gelu_tanh {

extern constinit const Implementation tanh_form;

extern constinit const Implementation tanh_form_widened;
constinit const Implementation tanh_form_widened{
    .function = "gelu_tanh",
    .name = "tanh_form_widened",
    .strategy = "x/2 (1 + tanh(u)), u = sqrt(2/pi) (x + 0.044715 x^3), one format up, rounded once",
    .credit = "PyTorch (opmath_t)",
    .binary32 = {widened<float, tanh_form>, {0.55, {-5, infinity}}},
    .binary16 = {widened<binary16, tanh_form>, {0.502, {-3, infinity}}},
    .bfloat16 = {widened<bfloat16, tanh_form>, {0.502, {-3, infinity}}},
    .thresholds = {.one_format_up = &tanh_form.thresholds},
};

}  // namespace softplus_bench::portable::gelu_tanh
