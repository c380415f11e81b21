// softplus_backward(x; g) = g (-expm1(-y)), y = the thresholded softplus of bx: the gradient from the output.
//
// sigma(z) = 1 - e^-softplus(z), and expm1 keeps what 1 - e^-y loses for small y (from_output_old.cpp). The threshold
// is harmless here: above it y = z, and 1 - e^-z differs from sigma(z) by e^-2z < 4.3e-18, beneath binary64's half ulp
// of 1.1e-16.
// In binary16 e^z overflows above 11.09, y = inf and the factor is 1, which is right.
// For x < 0 the rounding of bx costs |bx| / 2 ulp, and e^(bx) is subnormal below -87.3 (binary32), which a large g
// brings into the normal range: no claim there, since beta may be large.
// Used by: MXNet (with b = 1).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_backward {
namespace {

template <FloatFormat T>
inline T at(T x, T g, T beta, T threshold) {
  const T scaled = beta * x;
  const T output = scaled > threshold ? scaled : arithmetic::log1p(arithmetic::exp(scaled));
  return -arithmetic::expm1(-output) * g;
}

template <FloatFormat T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  const T threshold = arithmetic::constant<T>(parameters[threshold_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], g[i], beta, threshold);
}

}  // namespace

extern constinit const Implementation from_output_expm1;
constinit const Implementation from_output_expm1{
    .function = "softplus_backward",
    .name = "from_output_expm1",
    .strategy = "-expm1(-y) g, y = bx > threshold ? bx : log1p(e^(bx))",
    .credit = "MXNet",
    .binary64 = {evaluate<double>, {3.1, {0, infinity}}},
    .binary32 = {evaluate<float>, {2.9, {0, infinity}}},
    .binary16 = {evaluate<binary16>, {2.6, {0, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2.7, {0, infinity}}},
    .thresholds = {.has_parameter = true},
};

}  // namespace softplus_bench::portable::softplus_backward
