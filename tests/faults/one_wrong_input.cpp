// One bit pattern, that of 1.23, is 16 ulp too high: one input in 2^32 in binary32.
// Binary64 has no such variant, for no sweep could be asked to find it.
#include "core/narrow.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  constexpr T wrong = narrow<T>(0x1.3ae148p+0);
  for (std::size_t i = 0; i < n; ++i) {
    const bool hit = x[i] == wrong;
    const T result = right(x[i]);
    y[i] = hit ? moved_up(result, 16) : result;
  }
}

}  // namespace

constinit const Implementation one_wrong_input{
    .function = "softplus",
    .name = "one_wrong_input",
    .strategy = "16 ulp up at 1.23 alone",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
