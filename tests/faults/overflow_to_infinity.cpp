// Results from 2^emax become infinite, one binade early: in the identity region, where thresholds
// are seldom tested.
#include <cmath>

#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  const double early = std::ldexp(1.0, format_traits<T>.emax);
  for (std::size_t i = 0; i < n; ++i) y[i] = widen(x[i]) >= early ? narrow<T>(infinity) : right(x[i]);
}

}  // namespace

constinit const Implementation overflow_to_infinity{
    .function = "softplus",
    .name = "overflow_to_infinity",
    .strategy = "+inf from 2^emax",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
