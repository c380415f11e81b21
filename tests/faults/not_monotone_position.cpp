// The last element of an odd length is one ulp too high, as where the tail of a loop uses other arithmetic
// than its body: the result depends on the position.
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = right(x[i]);
  if (n % 2 == 1) y[n - 1] = moved_up(y[n - 1], 1);
}

}  // namespace

constinit const Implementation not_monotone_position{
    .function = "softplus",
    .name = "not_monotone_position",
    .strategy = "one ulp up in the last element of an odd length",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
