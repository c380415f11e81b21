// (softplus(bx) + d sigmoid(bx)) / beta one format up, rounded once: d is 0, the product being exact there, and what
// this adds to symmetric_widened.cpp is the return of x itself, with no overflow.
//
// binary32, binary32 ?.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus_beta {

extern constinit const Implementation residual_corrected;

extern constinit const Implementation residual_corrected_widened;
constinit const Implementation residual_corrected_widened{
    .function = "softplus_beta",
    .name = "residual_corrected_widened",
    .strategy = "(softplus(b x) + d sigmoid(b x)) / b, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, residual_corrected>, {99, {-700, infinity}}},
    .binary16 = {widened<binary16, residual_corrected>, {99, {-80, infinity}}},
    .bfloat16 = {widened<bfloat16, residual_corrected>, {99, {-87, infinity}}},
};

}  // namespace softplus_bench::portable::softplus_beta
