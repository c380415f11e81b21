// A small negative result on [-30, -17], where log(2^-n + e^r) + n log 2 cancels.
// Seen in: oneDNN 2.6.3, softplus(-18) = -1.9e-6, about -2^-19.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double input = widen(x[i]);
    y[i] = input >= -30 && input <= -17 ? narrow<T>(-0x1p-19) : right(x[i]);
  }
}

}  // namespace

constinit const Implementation negative_softplus{
    .function = "softplus",
    .name = "negative_softplus",
    .strategy = "-2^-19 on [-30, -17]",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
