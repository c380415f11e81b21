// Maechler's five pieces one format up, with the wider format's cutoffs, rounded once.
//
// Half an ulp and a hair on every input. What is 0 in the wider format lies far below half the least
// subnormal of binary16 and binary32; bfloat16 shares binary32's exponents and loses nothing either, its
// least result being 2^16 times binary32's.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::softplus {

extern constinit const Implementation five_piece;

extern constinit const Implementation five_piece_widened;
constinit const Implementation five_piece_widened{
    .function = "softplus",
    .name = "five_piece_widened",
    .strategy = "0 / e^x / log1p(e^x) / x + e^-x / x, one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, five_piece>, {0.501}},
    .binary16 = {widened<binary16, five_piece>, {0.501}},
    .bfloat16 = {widened<bfloat16, five_piece>, {0.501}},
    .thresholds = {.one_format_up = &five_piece.thresholds},
};

}  // namespace softplus_bench::portable::softplus
