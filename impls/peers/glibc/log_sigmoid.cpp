// log_sigmoid(x) = min(x, 0) - log1p(e^-|x|) with the C library's scalar functions, one call an element.
#include "impls/peers/glibc/glibc.hpp"

namespace softplus_bench::peers::glibc {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i) y[i] = std::fmin(x[i], T{0}) - std::log1p(std::exp(-std::fabs(x[i])));
}

}  // namespace

void log_sigmoid(Entries& entries) {
  entries.add<double, evaluate<double>>("log_sigmoid", "glibc", library(), "exp and log1p");
  entries.add<float, evaluate<float>>("log_sigmoid", "glibc", library(), "expf and log1pf");
}

}  // namespace softplus_bench::peers::glibc
