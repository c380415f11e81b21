// 4 ulp too low at 1.5 alone: less than what the number below it gives.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = widen(x[i]) == 1.5 ? moved_up(right(x[i]), -4) : right(x[i]);
}

}  // namespace

constinit const Implementation falls_once{
    .function = "softplus",
    .name = "falls_once",
    .strategy = "4 ulp down at 1.5",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
