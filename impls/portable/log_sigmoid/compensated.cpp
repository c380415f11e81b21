// log sigmoid(x) = -softplus(-x), with softplus carried as hi + lo and rounded once (softplus/compensated.hpp).
//
// Negation is exact, so this has softplus/compensated.cpp's errors, mirrored, and -0 at +inf.
// Worst, binary64 (sampled), 0.509 ulp: x = 0x1.08257be873ebcp+2, got -0x1.061c14709244dp-6, want
// -0x1.061c14709244d826p-6; binary32, 0.509 ulp: x = 0x1.033408p+1, got -0x1.fbcfeap-4, want -0x1.fbcfeb0469286p-4.
// Used by: this project.
#include "impls/portable/softplus/compensated.hpp"
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::log_sigmoid {
namespace {

template <class T>
constexpr double thresholds[] = {-softplus::tail_from<T>, 0, softplus::tail_from<T>, softplus::zero_from<T>};

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(-softplus::compensated_softplus(-arithmetic::computing(x[i])));
}

}  // namespace

extern constinit const Implementation compensated;
constinit const Implementation compensated{
    .function = "log_sigmoid",
    .name = "compensated",
    .strategy = "-softplus(-x), hi + lo throughout, one final rounding",
    .credit = "this project",
    .binary64 = {evaluate<double>, {0.52}},
    .binary32 = {evaluate<float>, {0.52}},
    .binary16 = {evaluate<binary16>, {0.501}},
    .bfloat16 = {evaluate<bfloat16>, {0.501}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<float>, thresholds<float>},
};

}  // namespace softplus_bench::portable::log_sigmoid
