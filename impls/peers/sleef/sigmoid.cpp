// sigmoid(x) = 1 / (1 + e^-x) with SLEEF's exp of 1.0 ULP.
#include "impls/peers/sleef/sleef.hpp"

namespace softplus_bench::peers::sleef {
namespace {

template <class T>
void u10(const T* x, const T*, T* y, std::size_t n, const double*) {
  using V = Vector<T>;
  for_each_vector(x, y, n, [](typename V::Type v) { return V::all(1) / (V::all(1) + exp_u10(-v)); });
}

}  // namespace

void sigmoid(Entries& entries) {
  const std::string call = std::string("exp u10, ") + compiled_for;
  entries.add<double, u10<double>>("sigmoid", "sleef_u10", library(), call);
  entries.add<float, u10<float>>("sigmoid", "sleef_u10", library(), call);
}

}  // namespace softplus_bench::peers::sleef
