// One ulp below x from 40 on, where softplus is x rounded, or above it.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = widen(x[i]) >= 40 ? moved_up(right(x[i]), -1) : right(x[i]);
}

}  // namespace

constinit const Implementation below_x{
    .function = "softplus",
    .name = "below_x",
    .strategy = "one ulp down from 40",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
