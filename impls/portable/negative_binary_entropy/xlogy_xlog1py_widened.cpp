// xlogy(p, p) + xlog1py(1 - p, -p) one format up, rounded once.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::negative_binary_entropy {

extern constinit const Implementation xlogy_xlog1py;

extern constinit const Implementation xlogy_xlog1py_widened;
constinit const Implementation xlogy_xlog1py_widened{
    .function = "negative_binary_entropy",
    .name = "xlogy_xlog1py_widened",
    .strategy = "xlogy(p, p) + xlog1py(1 - p, -p), one format up, rounded once",
    .credit = "this project",
    .binary32 = {widened<float, xlogy_xlog1py>, {0.501}},
    .binary16 = {widened<binary16, xlogy_xlog1py>, {0.501}},
    .bfloat16 = {widened<bfloat16, xlogy_xlog1py>, {0.501}},
    .thresholds = {.one_format_up = &xlogy_xlog1py.thresholds},
};

}  // namespace softplus_bench::portable::negative_binary_entropy
