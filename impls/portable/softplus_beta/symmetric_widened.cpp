// (max(bx, 0) + log1p(e^-|bx|)) / beta one format up, rounded once.
//
// The product is exact (2p bits fit one format up, bfloat16's and binary16's in binary32, binary32's in binary64),
// which is what the narrow form loses. What is left is where e^(bx) leaves the wider format's range before the
// quotient brings it back: bfloat16 has no more range in binary32, and there the claim begins at -87. binary32,
// binary32 ?.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus_beta {

extern constinit const Implementation symmetric;

extern constinit const Implementation symmetric_widened;
constinit const Implementation symmetric_widened{
    .function = "softplus_beta",
    .name = "symmetric_widened",
    .strategy = "(max(b x,0) + log1p(e^-|b x|)) / b, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, symmetric>, {99, {-700, infinity}}},
    .binary16 = {widened<binary16, symmetric>, {99, {-80, 65504}}},
    .bfloat16 = {widened<bfloat16, symmetric>, {99, {-87, 1e8}}},
};

}  // namespace softplus_bench::portable::softplus_beta
