// log_sigmoid(x) = min(x, 0) - log1p(e^-|x|) as one expression of Eigen's arrays.
#include "impls/peers/eigen/eigen.hpp"

namespace softplus_bench::peers::eigen {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  const auto v = over(x, n);
  over(y, n) = v.min(T{0}) - (-v.abs()).exp().log1p();
}

}  // namespace

void log_sigmoid(Entries& entries) {
  const std::string call = std::string("Map, exp and log1p, ") + compiled_for;
  entries.add<double, evaluate<double>>("log_sigmoid", "eigen", library(), call);
  entries.add<float, evaluate<float>>("log_sigmoid", "eigen", library(), call);
}

}  // namespace softplus_bench::peers::eigen
