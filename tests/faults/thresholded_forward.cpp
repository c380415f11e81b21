// x above 5, the forward of backward_without_branch.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = widen(x[i]) > 5 ? x[i] : right(x[i]);
}

}  // namespace

constinit const Implementation thresholded_forward{
    .function = "softplus_beta",
    .name = "thresholded_forward",
    .strategy = "x above 5",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
