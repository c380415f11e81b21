// A NaN gives +0, as by max(x, 0) where the comparison drops it.
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  constexpr FormatTraits format = format_traits<T>;
  for (std::size_t i = 0; i < n; ++i) y[i] = is_nan(format, to_bits(x[i])) ? from_bits<T>(0) : right(x[i]);
}

}  // namespace

constinit const Implementation nan_swallowed{
    .function = "softplus",
    .name = "nan_swallowed",
    .strategy = "NaN gives +0",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
