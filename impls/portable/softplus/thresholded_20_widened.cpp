// x > 20 ? x : log1p(e^x) one format up, rounded once.
//
// Half an ulp and a hair everywhere: the wider e^20 is finite, which mends binary16's infinities on
// (11.09, 20], and the step at 20, 5.8e5 ulp of binary64, is 1.1e-3 ulp of binary32.
// Used by: PyTorch, whose 16-bit kernels compute in binary32 (opmath_t).
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation thresholded_20;

extern constinit const Implementation thresholded_20_widened;
constinit const Implementation thresholded_20_widened{
    .function = "softplus",
    .name = "thresholded_20_widened",
    .strategy = "x > 20 ? x : log1p(e^x), one format up, rounded once",
    .credit = "PyTorch (opmath_t)",
    .binary32 = {widened<float, thresholded_20>, {0.502}},
    .binary16 = {widened<binary16, thresholded_20>, {0.501}},
    .bfloat16 = {widened<bfloat16, thresholded_20>, {0.501}},
    .thresholds = {.one_format_up = &thresholded_20.thresholds},
};

}  // namespace softplus_bench::portable::softplus
