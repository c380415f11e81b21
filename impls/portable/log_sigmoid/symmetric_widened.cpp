// min(x, 0) - log1p(e^-|x|) one format up, rounded once.
//
// binary32, binary32 ?.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::log_sigmoid {

extern constinit const Implementation symmetric;

extern constinit const Implementation symmetric_widened;
constinit const Implementation symmetric_widened{
    .function = "log_sigmoid",
    .name = "symmetric_widened",
    .strategy = "min(x,0) - log1p(e^-|x|), one format up, rounded once",
    .credit = "PyTorch (opmath_t)",
    .binary32 = {widened<float, symmetric>, {99}},
    .binary16 = {widened<binary16, symmetric>, {99}},
    .bfloat16 = {widened<bfloat16, symmetric>, {99}},
};

}  // namespace softplus_bench::portable::log_sigmoid
