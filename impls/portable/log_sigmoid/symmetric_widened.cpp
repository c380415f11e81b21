// min(x, 0) - log1p(e^-|x|) one format up, rounded once.
//
// binary32, 0.5 ulp: x = 0x1.9fe368p+6, got -0x1p-149, want -0x1.00000b34efd01p-150.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::log_sigmoid {

extern constinit const Implementation symmetric;

extern constinit const Implementation symmetric_widened;
constinit const Implementation symmetric_widened{
    .function = "log_sigmoid",
    .name = "symmetric_widened",
    .strategy = "min(x,0) - log1p(e^-|x|), one format up, rounded once",
    .credit = "PyTorch (opmath_t)",
    .binary32 = {widened<float, symmetric>, {0.501}},
    .binary16 = {widened<binary16, symmetric>, {0.501}},
    .bfloat16 = {widened<bfloat16, symmetric>, {0.501}},
    .thresholds = {.one_format_up = &symmetric.thresholds},
};

}  // namespace softplus_bench::portable::log_sigmoid
