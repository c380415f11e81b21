// A subnormal result becomes +0, as in code built with flush-to-zero.
// Seen in: every kernel of a -ffast-math build; only the deep negative tail shows it.
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  constexpr FormatTraits format = format_traits<T>;
  for (std::size_t i = 0; i < n; ++i) {
    const T result = right(x[i]);
    y[i] = magnitude(format, to_bits(result)) <= format.fraction_mask() ? from_bits<T>(0) : result;
  }
}

}  // namespace

constinit const Implementation flushed_subnormals{
    .function = "softplus",
    .name = "flushed_subnormals",
    .strategy = "subnormal results flushed to +0",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
