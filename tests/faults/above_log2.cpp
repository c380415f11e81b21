// 2 ulp too high for tiny positive inputs, where log 2 is the most that softplus has above x.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double input = widen(x[i]);
    y[i] = input > 0 && input <= 0x1p-24 ? moved_up(right(x[i]), 2) : right(x[i]);
  }
}

}  // namespace

constinit const Implementation above_log2{
    .function = "softplus",
    .name = "above_log2",
    .strategy = "2 ulp up on (0, 2^-24]",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
