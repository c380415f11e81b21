// negative_binary_entropy(p) = xlogy(p, p) + xlog1py(1 - p, -p), both 0 where their first argument is.
//
// xlogy(x, y) = x log y and xlog1py(x, y) = x log1p(y), 0 at x = 0. Both terms are at most 0 and nothing cancels;
// log1p keeps the second for small p, and for p near 1 it is (1 - p) log(1 - p) with 1 - p exact.
// Used by: SciPy and PyTorch through xlogy, xlog1py and entr.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::negative_binary_entropy {
namespace {

template <FloatFormat T>
inline T xlogy(T x, T y) {
  return arithmetic::computing(x) == 0 ? arithmetic::constant<T>(0) : x * arithmetic::log(y);
}
template <FloatFormat T>
inline T xlog1py(T x, T y) {
  return arithmetic::computing(x) == 0 ? arithmetic::constant<T>(0) : x * arithmetic::log1p(y);
}

template <FloatFormat T>
inline T at(T p) {
  return xlogy(p, p) + xlog1py(arithmetic::constant<T>(1) - p, -p);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation xlogy_xlog1py;
constinit const Implementation xlogy_xlog1py{
    .function = "negative_binary_entropy",
    .name = "xlogy_xlog1py",
    .strategy = "xlogy(p, p) + xlog1py(1 - p, -p)",
    .credit = "SciPy, PyTorch",
    .binary64 = {evaluate<double>, {1.95}},
    .binary32 = {evaluate<float>, {1.95}},
    .binary16 = {evaluate<binary16>, {1.9}},
    .bfloat16 = {evaluate<bfloat16>, {2}},
};

}  // namespace softplus_bench::portable::negative_binary_entropy
