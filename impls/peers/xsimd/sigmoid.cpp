// sigmoid(x) = 1 / (1 + e^-x) with xsimd's exp.
#include "impls/peers/xsimd/xsimd.hpp"

namespace softplus_bench::peers::xsimd {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  for_each_batch(x, y, n, [](const Batch<T>& v) { return Batch<T>(T{1}) / (Batch<T>(T{1}) + ::xsimd::exp(-v)); });
}

}  // namespace

void sigmoid(Entries& entries) {
  const std::string call = std::string("xsimd::exp, ") + compiled_for;
  entries.add<double, evaluate<double>>("sigmoid", "xsimd", library(), call);
  entries.add<float, evaluate<float>>("sigmoid", "xsimd", library(), call);
}

}  // namespace softplus_bench::peers::xsimd
