// silu(x) = x sigmoid(x) by Eigen's logistic.
#include "impls/peers/eigen/eigen.hpp"

namespace softplus_bench::peers::eigen {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  const auto v = over(x, n);
  over(y, n) = v * v.logistic();
}

}  // namespace

void silu(Entries& entries) {
  const std::string call = std::string("Map, logistic, ") + compiled_for;
  entries.add<double, evaluate<double>>("silu", "eigen", library(), call);
  entries.add<float, evaluate<float>>("silu", "eigen", library(), call);
}

}  // namespace softplus_bench::peers::eigen
