// One ulp too high at +0, and at -0 not.
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = to_bits(x[i]) == 0 ? moved_up(right(x[i]), 1) : right(x[i]);
}

}  // namespace

constinit const Implementation wrong_at_zero{
    .function = "softplus",
    .name = "wrong_at_zero",
    .strategy = "one ulp up at +0",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
