// Too low on [-2, -1]: sigma(x) and sigma(-x) do not make 1.
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
    const T result = narrow<T>(stable_sigmoid(input));
    y[i] = input >= -2 && input <= -1 ? moved_up(result, -16) : result;
  }
}

}  // namespace

constinit const Implementation sigma_lopsided{
    .function = "sigmoid",
    .name = "sigma_lopsided",
    .strategy = "16 ulp down on [-2, -1]",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
