// gelu(x) = x/2 erfc(-x / sqrt 2).
//
// No cancellation, but x / sqrt 2 = t is rounded, and erfc's condition number is 2t^2: t^2 ulp of error, about x^2 /
// 2: 15 at -5, 90 at -13. erfc(t) is subnormal from t = 9.19 (binary32), x = -13, and its lost bits are multiplied by
// |x| / 2. -inf 0 is NaN.
// The claim starts at -1, where it is a plain few ulp.
// Used by: SciPy-based references, PyTorch's proposed repair (issue 187806).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::gelu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  const T t = x * arithmetic::constant<T>(-0x1.6a09e667f3bcdp-1);
  return x * arithmetic::constant<T>(0.5) * arithmetic::erfc(t);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation erfc_form;
constinit const Implementation erfc_form{
    .function = "gelu",
    .name = "erfc_form",
    .strategy = "x/2 erfc(-x / sqrt 2)",
    .credit = "PyTorch (proposed)",
    .binary64 = {evaluate<double>, {2.7, {-1, infinity}}},
    .binary32 = {evaluate<float>, {2.5, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {1.8, {-1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.4, {-1, infinity}}},
};

}  // namespace softplus_bench::portable::gelu
