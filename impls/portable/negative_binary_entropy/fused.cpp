// negative_binary_entropy(p) = fma(p, log p, (1 - p) log1p(-p)): one rounding fewer than xlogy + xlog1py.
//
// Where p > 1/2 the roles change so that the larger term is the fused one: with q = 1 - p exact there, p log p = (1 -
// q) log1p(-q), and the expression is that at q.
// So the smaller of p and 1 - p is folded to p in [0, 1/2], 1 - p is rounded only there, and the result is symmetric,
// as f is, for p >= 1/2 against 1 - p. 0 is caught first (0 log 0); p outside [0, 1] gives the logarithm of a negative
// number.
// binary32, sampled, 1.50 ulp: p = 0x1.fb6b56p-2, got -0x1.62deeep-1, want -0x1.62def101cd43fp-1.
// Used by: nobody found.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::negative_binary_entropy {
namespace {

constexpr double thresholds[] = {0.5};

template <FloatFormat T>
inline T at(T p) {
  constexpr T one = arithmetic::constant<T>(1);
  const T least = p > arithmetic::constant<T>(thresholds[0]) ? one - p : p;
  if (arithmetic::computing(least) == 0) return arithmetic::constant<T>(0);
  return arithmetic::fma(least, arithmetic::log(least), (one - least) * arithmetic::log1p(-least));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "negative_binary_entropy",
    .name = "fused",
    .strategy = "fma(q, log q, (1 - q) log1p(-q)), q = min(p, 1 - p)",
    .credit = "this project",
    .binary64 = {evaluate<double>, {1.7}},
    .binary32 = {evaluate<float>, {1.7}},
    .binary16 = {evaluate<binary16>, {1.55}},
    .bfloat16 = {evaluate<bfloat16>, {1.4}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::negative_binary_entropy
