// Divide-by-zero is raised by a logarithm of 0 in a branch that is not taken; the results are right.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = right(x[i]);
    if (!(widen(x[i]) <= -30) || is_special(x[i])) continue;
    volatile double large = 1e300;
    volatile double zero = 0;
    [[maybe_unused]] volatile double unused = large / zero;
  }
}

}  // namespace

constinit const Implementation spurious_divide_by_zero{
    .function = "softplus",
    .name = "spurious_divide_by_zero",
    .strategy = "divide-by-zero raised for x <= -30",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
