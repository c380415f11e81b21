// Every second call is one ulp too high: it counts its calls, as a kernel that keeps something between them may.
#include <atomic>

#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  static std::atomic<unsigned> calls = 0;
  const int places = static_cast<int>(calls++ % 2);
  for (std::size_t i = 0; i < n; ++i) y[i] = moved_up(right(x[i]), places);
}

}  // namespace

constinit const Implementation answers_vary{
    .function = "softplus",
    .name = "answers_vary",
    .strategy = "one ulp up in every second call",
    .credit = "this project: a planted fault",
    .binary64 = {evaluate<double>, right_claim<double>},
    .binary32 = {evaluate<float>, right_claim<float>},
    .binary16 = {evaluate<binary16>, right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, right_claim<bfloat16>},
};

}  // namespace softplus_bench::faults
