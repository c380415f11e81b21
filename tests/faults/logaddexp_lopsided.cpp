// One ulp too high where the first input is the larger one: the order of the inputs matters.
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
    y[i] = a > b && a < b + 1 ? moved_up(result, 1) : result;
  }
}

}  // namespace

constinit const Implementation logaddexp_lopsided{
    .function = "logaddexp",
    .name = "logaddexp_lopsided",
    .strategy = "one ulp up for a > b",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::faults
