// One ulp too high at -2 alone: 2 gives less.
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
    const T result = narrow<T>(stable_sigmoid_derivative(input));
    y[i] = input == -2 ? moved_up(result, 1) : result;
  }
}

}  // namespace

constinit const Implementation derivative_not_even{
    .function = "sigmoid_derivative",
    .name = "derivative_not_even",
    .strategy = "one ulp up at -2",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
