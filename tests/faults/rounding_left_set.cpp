// The rounding mode is left upward, as by interval code that returns early.
#include <cfenv>

#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = right(x[i]);
  std::fesetround(FE_UPWARD);
}

}  // namespace

constinit const Implementation rounding_left_set{
    .function = "softplus",
    .name = "rounding_left_set",
    .strategy = "rounding mode left upward",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
