// softplus(x) = max(x, 0) + log1p(e^-|x|) with xsimd's functions.
#include "impls/peers/xsimd/xsimd.hpp"

namespace softplus_bench::peers::xsimd {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  for_each_batch(x, y, n, [](const Batch<T>& v) {
    return ::xsimd::max(Batch<T>(T{0}), v) + ::xsimd::log1p(::xsimd::exp(-::xsimd::abs(v)));
  });
}

}  // namespace

void softplus(Entries& entries) {
  const std::string call = std::string("xsimd::exp and xsimd::log1p, ") + compiled_for;
  entries.add<double, evaluate<double>>("softplus", "xsimd", library(), call);
  entries.add<float, evaluate<float>>("softplus", "xsimd", library(), call);
}

}  // namespace softplus_bench::peers::xsimd
