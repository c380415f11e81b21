// logit(p) = log1p(s) - log1p(-s), s = 2 (p - 1/2), for p in [0.3, 0.65], else log(p / (1 - p)).
//
// The first piece is exact in s and has no cancellation; outside it |logit| is above 0.61, and an ulp in the quotient
// costs at most eps / 0.61.
// Used by: SciPy (xsf), since its issue 21388.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logit {
namespace {

constexpr double thresholds[] = {0.3, 0.65};

template <FloatFormat T>
inline T at(T p) {
  if (p < arithmetic::constant<T>(thresholds[0]) || p > arithmetic::constant<T>(thresholds[1]))
    return arithmetic::log(p / (arithmetic::constant<T>(1) - p));
  const T half = p - arithmetic::constant<T>(0.5);
  const T s = half + half;
  return arithmetic::log1p(s) - arithmetic::log1p(-s);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation scipy;
constinit const Implementation scipy{
    .function = "logit",
    .name = "scipy",
    .strategy = "p in [0.3, 0.65] ? log1p(s) - log1p(-s), s = 2 (p - 1/2) : log(p / (1 - p))",
    .credit = "SciPy",
    .binary64 = {evaluate<double>, {1.95}},
    .binary32 = {evaluate<float>, {1.95}},
    .binary16 = {evaluate<binary16>, {1.75}},
    .bfloat16 = {evaluate<bfloat16>, {1.2}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::logit
