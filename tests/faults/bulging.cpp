// 3 ulp too high on [5, 6]: the curve jumps up there, and bends the wrong way.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double input = widen(x[i]);
    y[i] = input >= 5 && input <= 6 ? moved_up(right(x[i]), 3) : right(x[i]);
  }
}

}  // namespace

constinit const Implementation bulging{
    .function = "softplus",
    .name = "bulging",
    .strategy = "3 ulp up on [5, 6]",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
