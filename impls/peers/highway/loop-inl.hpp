// Highway's targets and its loop over an array. What is left at the end goes through the same function, padded with
// zeros. Included once for each target, after hwy/foreach_target.h.
#if defined(SOFTPLUS_BENCH_PEERS_HIGHWAY_LOOP) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_PEERS_HIGHWAY_LOOP
#undef SOFTPLUS_BENCH_PEERS_HIGHWAY_LOOP
#else
#define SOFTPLUS_BENCH_PEERS_HIGHWAY_LOOP
#endif

#include <array>
#include <cstddef>

#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::peers::highway::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class T, class F>
HWY_INLINE void for_each_vector(const T* x, T* y, std::size_t n, F f) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(f(d, hn::LoadU(d, x + i)), d, y + i);
  if (i == n) return;
  std::array<T, hn::MaxLanes(d)> rest{};
  for (std::size_t k = 0; i + k < n; ++k) rest[k] = x[i + k];
  hn::StoreU(f(d, hn::LoadU(d, rest.data())), d, rest.data());
  for (std::size_t k = 0; i + k < n; ++k) y[i + k] = rest[k];
}

}  // namespace softplus_bench::peers::highway::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
