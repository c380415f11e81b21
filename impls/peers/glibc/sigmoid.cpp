// sigmoid(x) = 1 / (1 + e^-x) with the C library's scalar exp, one call an element.
#include "impls/peers/glibc/glibc.hpp"

namespace softplus_bench::peers::glibc {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i) y[i] = 1 / (1 + std::exp(-x[i]));
}

}  // namespace

void sigmoid(Entries& entries) {
  entries.add<double, evaluate<double>>("sigmoid", "glibc", library(), "exp");
  entries.add<float, evaluate<float>>("sigmoid", "glibc", library(), "expf");
}

}  // namespace softplus_bench::peers::glibc
