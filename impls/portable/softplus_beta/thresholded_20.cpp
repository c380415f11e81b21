// softplus(x; beta) = x where bx > threshold (20 unless told otherwise), else log1p(e^(bx)) / beta, bx = beta x
// rounded.
//
// Rounding beta x to bx alone costs |bx| eps / 2 relative in e^(bx): 61 to 65 ulp on bx in [-80, -17] in binary32,
// none where beta is a power of two. For beta < 1 the quotient brings e^(bx) back from where it is subnormal or 0:
// the claim begins where e^x is normal.  Above the threshold log1p(e^-20) / beta = 2e-9 / beta is dropped against x =
// 20 / beta: nothing in the short formats, 5.8e5 ulp in binary64, so its claim ends at 0. binary16 overflows for bx
// in (11.09, 20]; its claim ends where beta = 100 gets there. A threshold beyond log(max) gives +inf.
// Worst in the claim, binary32, 65 ulp: x = -0x1.9f938cp+4, got 0x1.ffcc0ep-115, want 0x1.ffcb8c113ec48p-115.
// Used by: PyTorch, MXNet.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_beta {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  const T threshold = arithmetic::constant<T>(parameters[threshold_parameter]);
  for (std::size_t i = 0; i < n; ++i) {
    const T bx = beta * x[i];
    y[i] = bx > threshold ? x[i] : arithmetic::log1p(arithmetic::exp(bx)) / beta;
  }
}

}  // namespace

extern constinit const Implementation thresholded_20;
constinit const Implementation thresholded_20{
    .function = "softplus_beta",
    .name = "thresholded_20",
    .strategy = "b x > threshold ? x : log1p(e^(b x)) / b",
    .credit = "PyTorch, MXNet",
    .binary64 = {evaluate<double>, {590, {-700, 0}}},
    .binary32 = {evaluate<float>, {75, {-87, infinity}}},
    .binary16 = {evaluate<binary16>, {8.7, {-9.7, 0.11}}},
    .bfloat16 = {evaluate<bfloat16>, {77, {-87, infinity}}},
    .thresholds = {.has_parameter = true},
};

}  // namespace softplus_bench::portable::softplus_beta
