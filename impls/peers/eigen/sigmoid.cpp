// sigmoid: Eigen's logistic.
#include "impls/peers/eigen/eigen.hpp"

namespace softplus_bench::peers::eigen {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  const auto v = over(x, n);
  over(y, n) = v.logistic();
}

}  // namespace

void sigmoid(Entries& entries) {
  const std::string call = std::string("Map, logistic, ") + compiled_for;
  entries.add<double, evaluate<double>>("sigmoid", "eigen", library(), call);
  entries.add<float, evaluate<float>>("sigmoid", "eigen", library(), call);
}

}  // namespace softplus_bench::peers::eigen
