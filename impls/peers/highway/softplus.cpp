// softplus(x) = max(x, 0) + log1p(e^-|x|) with Highway's contrib/math.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/peers/highway/softplus.cpp"
#include "hwy/foreach_target.h"
// After foreach_target.h:
#include "impls/peers/highway/loop-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::peers::highway::HWY_NAMESPACE {

template <class T>
HWY_INLINE void evaluate(const T* x, T* y, std::size_t n) {
  for_each_vector(x, y, n, [](auto d, auto v) HWY_ATTR {
    return hn::Add(hn::Max(hn::Zero(d), v), hn::Log1p(d, hn::Exp(d, hn::Neg(hn::Abs(v)))));
  });
}
static void in_double(const double* x, double* y, std::size_t n) { evaluate(x, y, n); }
static void in_single(const float* x, float* y, std::size_t n) { evaluate(x, y, n); }

}  // namespace softplus_bench::peers::highway::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "impls/peers/highway/version.hpp"

namespace softplus_bench::peers::highway {
namespace {

HWY_EXPORT(in_double);
HWY_EXPORT(in_single);
void in_binary64(const double* x, const double*, double* y, std::size_t n, const double*) {
  HWY_DYNAMIC_DISPATCH(in_double)(x, y, n);
}
void in_binary32(const float* x, const float*, float* y, std::size_t n, const double*) {
  HWY_DYNAMIC_DISPATCH(in_single)(x, y, n);
}

}  // namespace

void softplus(Entries& entries) {
  entries.add<double, in_binary64>("softplus", "highway", library(), call("hn::Exp and hn::Log1p"));
  entries.add<float, in_binary32>("softplus", "highway", library(), call("hn::Exp and hn::Log1p"));
}

}  // namespace softplus_bench::peers::highway
#endif
