// 1 / (1 + e^-x) one format up, rounded once.
//
// binary32 and binary16 now reach all their subnormal results, e^-x being finite to -709.78 and -88.72; bfloat16,
// which has binary32's range, still flushes below -88.72. binary32, 0.5 ulp: x = -0x1.6d7a9ap+0, got 0x1.8c3746p-3,
// want 0x1.8c3745000001bp-3.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::sigmoid {

extern constinit const Implementation reciprocal;

extern constinit const Implementation reciprocal_widened;
constinit const Implementation reciprocal_widened{
    .function = "sigmoid",
    .name = "reciprocal_widened",
    .strategy = "1 / (1 + e^-x), one format up, rounded once",
    .credit = "PyTorch (opmath_t), Boost.Math",
    .binary32 = {widened<float, reciprocal>, {0.501}},
    .binary16 = {widened<binary16, reciprocal>, {0.501}},
    .bfloat16 = {widened<bfloat16, reciprocal>, {0.501, {-88.5, infinity}}},
    .thresholds = {.one_format_up = &reciprocal.thresholds},
};

}  // namespace softplus_bench::portable::sigmoid
