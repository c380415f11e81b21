// sigma(x) everywhere, while its forward returns x above 5.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"
#include "tests/faults/stable.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T* x2, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(widen(x2[i]) * stable_sigmoid(widen(x[i])));
}

}  // namespace

constinit const Implementation backward_without_branch{
    .function = "softplus_backward",
    .name = "backward_without_branch",
    .strategy = "g sigma(x), no threshold",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
