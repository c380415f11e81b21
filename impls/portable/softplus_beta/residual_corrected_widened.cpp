// (softplus(bx) + d sigmoid(bx)) / beta one format up, rounded once: d is 0, the product being exact there, and what
// this adds to symmetric_widened.cpp is the return of x itself, with no overflow.
//
// binary32, 0.5 ulp: x = 0x1.54f298p-1, got 0x1.bf30d8p+0, want 0x1.bf30d7000005ep+0.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus_beta {

extern constinit const Implementation residual_corrected;

extern constinit const Implementation residual_corrected_widened;
constinit const Implementation residual_corrected_widened{
    .function = "softplus_beta",
    .name = "residual_corrected_widened",
    .strategy = "(softplus(b x) + d sigmoid(b x)) / b, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, residual_corrected>, {0.501}},
    .binary16 = {widened<binary16, residual_corrected>, {0.501}},
    .bfloat16 = {widened<bfloat16, residual_corrected>, {0.501, {-87, infinity}}},
    .thresholds = {.one_format_up = &residual_corrected.thresholds},
};

}  // namespace softplus_bench::portable::softplus_beta
