// logaddexp(x, y) = max(x, y) + log1p(e^-|x - y|) with the C library's scalar functions, one call an element.
// Equal infinities have no difference: they are their own answer, as NumPy writes it.
#include "impls/peers/glibc/glibc.hpp"

namespace softplus_bench::peers::glibc {
namespace {

template <class T>
T evaluate_one(T x, T y) {
  if (x == y) return x + static_cast<T>(0x1.62e42fefa39efp-1);  // log(2)
  const T d = x - y;
  if (d > 0) return x + std::log1p(std::exp(-d));
  if (d <= 0) return y + std::log1p(std::exp(d));
  return d;  // NaN
}

template <class T>
void evaluate(const T* x, const T* x2, T* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i) y[i] = evaluate_one(x[i], x2[i]);
}

}  // namespace

void logaddexp(Entries& entries) {
  entries.add<double, evaluate<double>>("logaddexp", "glibc", library(), "exp and log1p");
  entries.add<float, evaluate<float>>("logaddexp", "glibc", library(), "expf and log1pf");
}

}  // namespace softplus_bench::peers::glibc
