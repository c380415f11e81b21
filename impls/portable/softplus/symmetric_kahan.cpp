// max(x, 0) + log1p(e^-|x|), with log1p(t) = t log(u) / (u - 1), u = 1 + t, and t itself where u = 1.
//
// Kahan's quotient: u - 1 is exact, so log(u) / (u - 1) is taken at a point that differs from 1 + t by a rounding,
// where the function log(u)/(u - 1) hardly changes. It needs a good log near 1 and costs a quotient and a product,
// two roundings more than log1p.
// Worst, binary32, 2.52 ulp: x = -0x1.09b3a6p+2, got 0x1.ffbb2ep-7, want 0x1.ffbb28f3b0afep-7.
// Used by: MLX (Metal), HP's calculators since 1979.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
inline T log1p_of(T t) {
  constexpr T one = arithmetic::constant<T>(1);
  const T u = one + t;
  return u == one ? t : t * (arithmetic::log(u) / (u - one));
}

template <FloatFormat T>
inline T at(T x) {
  return arithmetic::positive_part(x) + log1p_of(arithmetic::exp(-arithmetic::abs(x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation symmetric_kahan;
constinit const Implementation symmetric_kahan{
    .function = "softplus",
    .name = "symmetric_kahan",
    .strategy = "max(x,0) + t log(u)/(u - 1), u = 1 + t, t = e^-|x|",
    .credit = "MLX (Metal)",
    .binary64 = {evaluate<double>, {2.6}},
    .binary32 = {evaluate<float>, {2.85}},
    .binary16 = {evaluate<binary16>, {2}},
    .bfloat16 = {evaluate<bfloat16>, {2}},
};

}  // namespace softplus_bench::portable::softplus
