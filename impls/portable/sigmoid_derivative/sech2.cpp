// sigmoid'(x) = sech(x/2)^2 / 4, as the square of (1/2) / cosh(x/2).
//
// cosh(x/2) does not overflow where the result is not 0, and x/2 is exact. The square doubles the errors of cosh and
// of the quotient, which are relative to a result that may be near the bottom of its binade.
// Worst, binary32, 5.04 ulp: x = -0x1.90465ap+3, got 0x1.efe6fep-19, want 0x1.efe6f3ee03727p-19.
// Used by: textbooks; physicists' forms of the Fermi function.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid_derivative {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T half = arithmetic::constant<T>(0.5);
  const T root = half / arithmetic::cosh(half * x);
  return root * root;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation sech2;
constinit const Implementation sech2{
    .function = "sigmoid_derivative",
    .name = "sech2",
    .strategy = "(1/2 / cosh(x/2))^2",
    .credit = "textbooks",
    .binary64 = {evaluate<double>, {5.7}},
    .binary32 = {evaluate<float>, {5.7}},
    .binary16 = {evaluate<binary16>, {3.55}},
    .bfloat16 = {evaluate<bfloat16>, {3.05}},
};

}  // namespace softplus_bench::portable::sigmoid_derivative
