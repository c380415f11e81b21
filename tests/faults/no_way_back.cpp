// 32 ulp too high on [3, 4]: the inverse does not lead back to x.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double input = widen(x[i]);
    y[i] = input >= 3 && input <= 4 ? moved_up(right(x[i]), 32) : right(x[i]);
  }
}

}  // namespace

constinit const Implementation no_way_back{
    .function = "softplus",
    .name = "no_way_back",
    .strategy = "32 ulp up on [3, 4]",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
