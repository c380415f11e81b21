// Positive from 40 on, as by a polynomial beyond its interval.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"
#include "tests/faults/stable.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double input = widen(x[i]);
    y[i] = input >= 40 ? from_bits<T>(1) : narrow<T>(stable_log_sigmoid(input));
  }
}

}  // namespace

constinit const Implementation positive_log_sigmoid{
    .function = "log_sigmoid",
    .name = "positive_log_sigmoid",
    .strategy = "the least positive number from 40",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
