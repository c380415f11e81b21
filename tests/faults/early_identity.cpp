// x itself from 3.467 on, where log1p(e^-x) is not small yet: a threshold that is too low.
// Seen in: half-precision kernels with the threshold log(2^5).
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = widen(x[i]) > widen(narrow<T>(3.467)) ? x[i] : right(x[i]);
}

}  // namespace

constinit const Implementation early_identity{
    .function = "softplus",
    .name = "early_identity",
    .strategy = "x above 3.467",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
