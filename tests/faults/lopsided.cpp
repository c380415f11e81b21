// Too high on [-2, -1] by more than half an ulp of the results for [1, 2].
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double input = widen(x[i]);
    y[i] = input >= -2 && input <= -1 ? moved_up(right(x[i]), 64) : right(x[i]);
  }
}

}  // namespace

constinit const Implementation lopsided{
    .function = "softplus",
    .name = "lopsided",
    .strategy = "64 ulp up on [-2, -1]",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
