// negative_binary_entropy(p) = p x - softplus(x), x = logit(p): the Legendre identity between softplus and its
// conjugate.
//
// softplus(x) = max over p of p x - f(p), attained at p = sigma(x). For p <= 1/2 both terms are at most 0 and nothing
// cancels; for p near 1, x is large and p x and softplus(x) agree: p x - softplus(x) = -(1 - p) x - softplus(-x) is
// lost. At p = 0, 0 times -inf is NaN, and at 1 inf - inf. The claim ends at 1/2 and starts at the least positive
// number's neighbourhood.
// Used by: losses that have x and not p (binary cross-entropy with logits against its own probability).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::negative_binary_entropy {
namespace {

template <FloatFormat T>
inline T at(T p) {
  const T x = arithmetic::log(p / (arithmetic::constant<T>(1) - p));
  const T softplus = arithmetic::positive_part(x) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(x)));
  return p * x - softplus;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation from_logits;
constinit const Implementation from_logits{
    .function = "negative_binary_entropy",
    .name = "from_logits",
    .strategy = "p x - softplus(x), x = log(p / (1 - p))",
    .credit = "binary cross-entropy with logits",
    .binary64 = {evaluate<double>, {1.5, {1e-300, 0.5}}},
    .binary32 = {evaluate<float>, {1.5, {1e-37, 0.5}}},
    .binary16 = {evaluate<binary16>, {1.5, {1e-4, 0.5}}},
    .bfloat16 = {evaluate<bfloat16>, {1.3, {1e-37, 0.5}}},
};

}  // namespace softplus_bench::portable::negative_binary_entropy
