// 3 ulp too high on [1, 1.5] and right elsewhere: a figure over all inputs must show it, and a claim break.
// The results there, 1.31 to 1.70, stay in one binade.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double input = widen(x[i]);
    const T result = right(x[i]);
    y[i] = input >= 1 && input <= 1.5 ? moved_up(result, 3) : result;
  }
}

}  // namespace

constinit const Implementation three_ulp{
    .function = "softplus",
    .name = "three_ulp",
    .strategy = "3 ulp up on [1, 1.5]",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
