// softplus(x) = max(x, 0) + log1p(e^-|x|) as one expression of Eigen's arrays.
#include "impls/peers/eigen/eigen.hpp"

namespace softplus_bench::peers::eigen {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  const auto v = over(x, n);
  over(y, n) = v.max(T{0}) + (-v.abs()).exp().log1p();
}

}  // namespace

void softplus(Entries& entries) {
  const std::string call = std::string("Map, exp and log1p, ") + compiled_for;
  entries.add<double, evaluate<double>>("softplus", "eigen", library(), call);
  entries.add<float, evaluate<float>>("softplus", "eigen", library(), call);
}

}  // namespace softplus_bench::peers::eigen
