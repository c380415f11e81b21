// 1 / (1 + e^-x) one format up, rounded once.
//
// binary32 and binary16 now reach all their subnormal results, e^-x being finite to -709.78 and -88.72; bfloat16,
// which has binary32's range, still flushes below -88.72. binary32, binary32 ?.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::sigmoid {

extern constinit const Implementation reciprocal;

extern constinit const Implementation reciprocal_widened;
constinit const Implementation reciprocal_widened{
    .function = "sigmoid",
    .name = "reciprocal_widened",
    .strategy = "1 / (1 + e^-x), one format up, rounded once",
    .credit = "PyTorch (opmath_t), Boost.Math",
    .binary32 = {widened<float, reciprocal>, {99}},
    .binary16 = {widened<binary16, reciprocal>, {99}},
    .bfloat16 = {widened<bfloat16, reciprocal>, {99, {-88.5, infinity}}},
};

}  // namespace softplus_bench::portable::sigmoid
