// softplus(x; beta) = (max(bx, 0) + log1p(e^-|bx|)) (1/beta), with 1/beta rounded once for all elements.
//
// A product in place of a quotient per element. The rounding of 1/beta adds at most 1 ulp, and hardly shows beside
// that of bx: see symmetric.cpp, whose limits it shares. For x > 0 it is what is left: beta x (1/beta) is not x.
// Worst in the claim, binary32, 65.3 ulp: x = -0x1.aaaa4cp+4, got 0x1.fff09cp-118, want 0x1.fff0196f5db9cp-118.
// Used by: Chainer, TVM, tinygrad (each with its own base strategy).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_beta {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  const T reciprocal = arithmetic::constant<T>(1) / beta;
  for (std::size_t i = 0; i < n; ++i) {
    const T bx = beta * x[i];
    const T sum = arithmetic::positive_part(bx) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(bx)));
    y[i] = sum * reciprocal;
  }
}

}  // namespace

extern constinit const Implementation symmetric_reciprocal;
constinit const Implementation symmetric_reciprocal{
    .function = "softplus_beta",
    .name = "symmetric_reciprocal",
    .strategy = "(max(b x,0) + log1p(e^-|b x|)) (1/b)",
    .credit = "Chainer, TVM, tinygrad",
    .binary64 = {evaluate<double>, {590, {-700, 1e270}}},
    .binary32 = {evaluate<float>, {76, {-87, 1e8}}},
    .binary16 = {evaluate<binary16>, {8.1, {-9.7, 650}}},
    .bfloat16 = {evaluate<bfloat16>, {77, {-87, 1e8}}},
};

}  // namespace softplus_bench::portable::softplus_beta
