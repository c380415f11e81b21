// softplus with glibc's vector functions: log(1 + e^x), and max(x, 0) + log1p(e^-|x|). What a loop of it becomes under
// -ffast-math, but for the elements left at the end, which a compiler would give to scalar functions: here they go
// through the same vector functions.
#include "impls/peers/libmvec/libmvec.hpp"

namespace softplus_bench::peers::libmvec {
namespace {

template <class T>
void naive(const T* x, const T*, T* y, std::size_t n, const double*) {
  for_each_vector(x, y, n,
                  [](typename Vector<T>::Type v) { return libmvec::log(Vector<T>::all(1) + libmvec::exp(v)); });
}

template <class T>
void symmetric(const T* x, const T*, T* y, std::size_t n, const double*) {
  using V = Vector<T>;
  for_each_vector(x, y, n, [](typename V::Type v) {
    return V::max(V::all(0), v) + libmvec::log1p(libmvec::exp(V::negative_magnitude(v)));
  });
}

}  // namespace

void softplus(Entries& entries) {
  const std::string naive_call = std::string("exp and log, ") + compiled_for;
  const std::string symmetric_call = std::string("exp and log1p, ") + compiled_for;
  entries.add<double, naive<double>>("softplus", "libmvec_naive", library(), naive_call);
  entries.add<float, naive<float>>("softplus", "libmvec_naive", library(), naive_call);
  entries.add<double, symmetric<double>>("softplus", "libmvec_symmetric", library(), symmetric_call);
  entries.add<float, symmetric<float>>("softplus", "libmvec_symmetric", library(), symmetric_call);
}

}  // namespace softplus_bench::peers::libmvec
