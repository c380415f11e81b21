// g sigma(bx) with every repair of full_range.cpp, one format up, rounded once.
//
// bx is exact one format up, so r = 0, and what is left of full_range.cpp is (finite x, +-inf) = +-inf.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus_backward {

extern constinit const Implementation full_range;

extern constinit const Implementation full_range_widened;
constinit const Implementation full_range_widened{
    .function = "softplus_backward",
    .name = "full_range_widened",
    .strategy = "g sigma(bx + r), r = fma(b, x, -bx), e^(bx) in pieces, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, full_range>, {0.501}},
    .binary16 = {widened<binary16, full_range>, {0.501}},
    .bfloat16 = {widened<bfloat16, full_range>, {0.501}},
    .thresholds = {.one_format_up = &full_range.thresholds},
};

}  // namespace softplus_bench::portable::softplus_backward
