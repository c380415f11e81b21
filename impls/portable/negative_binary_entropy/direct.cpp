// negative_binary_entropy(p) = p log p + (1 - p) log(1 - p), the definition as it stands.
//
// 0 log 0 is NaN, so both ends are. For small p the second term is -p (1 - p/2), but 1 - p is rounded, by eps / 4,
// which log passes on: beside p log p that is small only while p |log p| is well above eps, below which the whole
// second term, -p, comes and goes: a relative error of 1 / |log p|. Near 1, 1 - p is exact. The claim starts at 1/16
// and ends before 1.
// Used by: textbooks; most hand-written losses.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::negative_binary_entropy {
namespace {

template <FloatFormat T>
inline T at(T p) {
  const T q = arithmetic::constant<T>(1) - p;
  return p * arithmetic::log(p) + q * arithmetic::log(q);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation direct;
constinit const Implementation direct{
    .function = "negative_binary_entropy",
    .name = "direct",
    .strategy = "p log p + (1 - p) log(1 - p)",
    .credit = "textbooks",
    .binary64 = {evaluate<double>, {3.05, {0.0625, 0.99}}},
    .binary32 = {evaluate<float>, {3.4, {0.0625, 0.99}}},
    .binary16 = {evaluate<binary16>, {2.75, {0.0625, 0.99}}},
    .bfloat16 = {evaluate<bfloat16>, {3, {0.0625, 0.99}}},
};

}  // namespace softplus_bench::portable::negative_binary_entropy
