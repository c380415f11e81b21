// softplus(x) = max(x, 0) + log1p(e^-|x|) with e^-|x| and the logarithm carried as pairs hi + lo, rounded once.
//
// The mathematics, the tables and the error bound stand in compensated.hpp. binary64 and binary32 compute in
// themselves, with std::fma: right on every machine, slow on one that lacks the instruction. The 16-bit formats
// compute in binary32 and round once more.
// Worst, binary64 (sampled), 0.51 ulp: x = -0x1.03e1a59d2eeaap+2, got 0x1.1804b8d28e21ap-6, want
// 0x1.1804b8d28e2197d8p-6; binary32, every input of [-105, -0.01], 0.5122 ulp: x = -0x1.082024p+2, got 0x1.0631ccp-6,
// want 0x1.0631caf9c7868p-6. No result there falls as x grows.
// Used by: this project; found nowhere else.
#include "impls/portable/softplus/compensated.hpp"
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <class T>
constexpr double thresholds[] = {-zero_from<T>, -tail_from<T>, 0, tail_from<T>};

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(compensated_softplus(arithmetic::computing(x[i])));
}

}  // namespace

extern constinit const Implementation compensated;
constinit const Implementation compensated{
    .function = "softplus",
    .name = "compensated",
    .strategy = "max(x,0) + log1p(e^-|x|), hi + lo throughout, one final rounding",
    .credit = "this project",
    .binary64 = {evaluate<double>, {0.52}},
    .binary32 = {evaluate<float>, {0.52}},
    .binary16 = {evaluate<binary16>, {0.501}},
    .bfloat16 = {evaluate<bfloat16>, {0.501}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<float>, thresholds<float>},
};

}  // namespace softplus_bench::portable::softplus
