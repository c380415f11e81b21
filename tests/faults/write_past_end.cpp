// One element beyond the end is written, as by a vector loop without a tail. The caller must own y[n].
// An empty call writes nothing.
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = right(x[i]);
  if (n > 0) y[n] = y[n - 1];
}

}  // namespace

constinit const Implementation write_past_end{
    .function = "softplus",
    .name = "write_past_end",
    .strategy = "y[n] is written too",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
