// sigmoid(x) = 1 / (1 + e^-x) with glibc's vector exp.
#include "impls/peers/libmvec/libmvec.hpp"

namespace softplus_bench::peers::libmvec {
namespace {

template <class T>
void naive(const T* x, const T*, T* y, std::size_t n, const double*) {
  using V = Vector<T>;
  for_each_vector(x, y, n, [](typename V::Type v) { return V::all(1) / (V::all(1) + libmvec::exp(-v)); });
}

}  // namespace

void sigmoid(Entries& entries) {
  const std::string call = std::string("exp, ") + compiled_for;
  entries.add<double, naive<double>>("sigmoid", "libmvec_naive", library(), call);
  entries.add<float, naive<float>>("sigmoid", "libmvec_naive", library(), call);
}

}  // namespace softplus_bench::peers::libmvec
