// Above 1 from 30 on, as by a rational approximation that is not clamped.
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
    y[i] = input >= 30 ? moved_up(narrow<T>(1), 1) : narrow<T>(stable_sigmoid(input));
  }
}

}  // namespace

constinit const Implementation sigma_above_one{
    .function = "sigmoid",
    .name = "sigma_above_one",
    .strategy = "one ulp above 1 from 30",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
