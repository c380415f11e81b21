// An element whose left neighbour is a NaN or an infinity is one ulp too high, as where a vector with a
// special value in it goes through another path as a whole.
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  bool special_before = false;
  for (std::size_t i = 0; i < n; ++i) {
    const bool special = is_special(x[i]);
    const T result = right(x[i]);
    y[i] = special_before ? moved_up(result, 1) : result;
    special_before = special;
  }
}

}  // namespace

constinit const Implementation lane_crosstalk{
    .function = "softplus",
    .name = "lane_crosstalk",
    .strategy = "one ulp up beside a NaN or an infinity",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
