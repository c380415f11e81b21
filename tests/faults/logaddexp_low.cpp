// One ulp below the larger input where the other one adds nothing.
#include <cmath>

#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"
#include "tests/faults/stable.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T* x2, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double a = widen(x[i]);
    const double b = widen(x2[i]);
    const T result = narrow<T>(stable_logaddexp(a, b));
    y[i] = std::abs(a - b) > 1000 ? moved_up(result, -1) : result;
  }
}

}  // namespace

constinit const Implementation logaddexp_low{
    .function = "logaddexp",
    .name = "logaddexp_low",
    .strategy = "one ulp below the larger input",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
