// softplus(x; beta) = (max(bx, 0) + log1p(e^-|bx|)) / beta, bx = beta x rounded.
//
// Rounding beta x to bx alone costs |bx| eps / 2 relative in e^(bx): 61 to 65 ulp on bx in [-80, -17] in binary32,
// none where beta is a power of two. For beta < 1 the quotient brings e^(bx) back from where it is subnormal or 0:
// the claim begins where e^x is normal. It ends where bx overflows for beta = 1e30 (binary16: 100): the result is
// then +inf in place of x.
// Worst in the claim, binary32, 65 ulp: x = -0x1.9f938cp+4, got 0x1.ffcc0ep-115, want 0x1.ffcb8c113ec48p-115.
// Used by: Chainer, Keras on JAX's logaddexp, by hand.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_beta {
namespace {

template <FloatFormat T>
inline T at(T x, T beta) {
  const T bx = beta * x;
  return (arithmetic::positive_part(bx) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(bx)))) / beta;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], beta);
}

}  // namespace

extern constinit const Implementation symmetric;
constinit const Implementation symmetric{
    .function = "softplus_beta",
    .name = "symmetric",
    .strategy = "(max(b x,0) + log1p(e^-|b x|)) / b",
    .credit = "Chainer, by hand",
    .binary64 = {evaluate<double>, {590, {-700, 1e270}}},
    .binary32 = {evaluate<float>, {75, {-87, 1e8}}},
    .binary16 = {evaluate<binary16>, {8.7, {-9.7, 650}}},
    .bfloat16 = {evaluate<bfloat16>, {77, {-87, 1e8}}},
};

}  // namespace softplus_bench::portable::softplus_beta
