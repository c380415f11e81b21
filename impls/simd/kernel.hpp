// What every kernel of impls/simd shares: the target it is compiled for, and the loop over the arrays.
//
// Compiled once per SIMD target, so it is included again and again (the guard toggles), and everything in it has the
// target's namespace and is inlined: no body is left for the linker to share between instruction sets.
#if defined(SOFTPLUS_BENCH_SIMD_KERNEL) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_KERNEL
#undef SOFTPLUS_BENCH_SIMD_KERNEL
#else
#define SOFTPLUS_BENCH_SIMD_KERNEL
#endif

#include <cstddef>
#include <cstring>
#include <type_traits>

#include "core/implementation.hpp"
#include "hwy/highway.h"
#include "impls/simd/sixteen_bit.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Highway's baseline, where it is none of these, is compiled and not in the table.
inline constexpr Target compiled_target = HWY_TARGET == HWY_AVX3   ? Target::avx512
                                          : HWY_TARGET == HWY_AVX2 ? Target::avx2
                                          : HWY_TARGET == HWY_SSE4 ? Target::sse4
                                          : HWY_TARGET == HWY_NEON ? Target::neon
                                                                   : Target::scalar;

// Vectors of binary64 and of binary32, of which the 16-bit formats are loaded and stored as well.
template <class T>
using Lane = std::conditional_t<std::is_floating_point_v<T>, T, float>;
template <class T>
using Tag = hn::ScalableTag<Lane<T>>;
template <class T>
using Vector = hn::Vec<Tag<T>>;

template <class T>
HWY_INLINE Vector<T> load(const T* x) {
  if constexpr (std::is_floating_point_v<T>) return hn::LoadU(Tag<T>(), x);
  else return sixteen_bit::load(x);
}

template <class T>
HWY_INLINE void store(Vector<T> y, T* to) {
  if constexpr (std::is_floating_point_v<T>) hn::StoreU(y, Tag<T>(), to);
  else sixteen_bit::store(y, to);
}

// The last elements go through a full vector as well, padded with zeros: every element meets the same operations
// wherever it stands.
template <class T>
struct Padded {
  HWY_ALIGN T elements[HWY_MAX_BYTES / sizeof(T)] = {};
  HWY_INLINE Padded(const T* x, std::size_t n) { std::memcpy(elements, x, n * sizeof(T)); }
};

// y[i] = function(x[i]), a function of vectors.
template <class Function, class T>
HWY_INLINE void evaluate_each(Function function, const T* x, T* y, std::size_t n) {
  const std::size_t lanes = hn::Lanes(Tag<T>());
  std::size_t i = 0;
  for (; n - i >= lanes; i += lanes) store<T>(function(load(x + i)), y + i);
  if (i == n) return;
  Padded<T> rest(x + i, n - i);
  store<T>(function(load<T>(rest.elements)), rest.elements);
  std::memcpy(y + i, rest.elements, (n - i) * sizeof(T));
}

// Of one vector, put in the place of the argument. Not a lambda: Clang 14 would leave that as a function of its own.
template <class Function, class T>
struct GroupOfOne {
  Function function;
  HWY_INLINE Vector<T> operator()(Vector<T> element) const {
    Vector<T> v[] = {element};
    function(v);
    return v[0];
  }
};

// evaluate_each with a function of `count` vectors, and of one for those left, put in the place of its arguments. It
// must give each element the same operations: `count` steps side by side are only quicker.
template <std::size_t count, class Function, class T>
HWY_INLINE void evaluate_groups(Function function, const T* x, T* y, std::size_t n) {
  const std::size_t lanes = hn::Lanes(Tag<T>());
  const std::size_t group = count * lanes;
  std::size_t i = 0;
  for (; n - i >= group; i += group) {
    Vector<T> v[count];
    for (std::size_t k = 0; k < count; ++k) v[k] = load(x + i + k * lanes);
    function(v);
    for (std::size_t k = 0; k < count; ++k) store<T>(v[k], y + i + k * lanes);
  }
  evaluate_each(GroupOfOne<Function, T>{function}, x + i, y + i, n - i);
}

// y[i] = function(x[i], x2[i]).
template <class Function, class T>
HWY_INLINE void evaluate_each_pair(Function function, const T* x, const T* x2, T* y, std::size_t n) {
  const std::size_t lanes = hn::Lanes(Tag<T>());
  std::size_t i = 0;
  for (; n - i >= lanes; i += lanes) store<T>(function(load(x + i), load(x2 + i)), y + i);
  if (i == n) return;
  Padded<T> rest(x + i, n - i);
  const Padded<T> rest2(x2 + i, n - i);
  store<T>(function(load<T>(rest.elements), load<T>(rest2.elements)), rest.elements);
  std::memcpy(y + i, rest.elements, (n - i) * sizeof(T));
}

// Horner's rule, constant first, fused where the target can.
template <class T, std::size_t size>
HWY_INLINE Vector<T> polynomial(const double (&coefficients)[size], Vector<T> x) {
  Vector<T> sum = hn::Set(Tag<T>(), static_cast<T>(coefficients[size - 1]));
  for (std::size_t k = size - 1; k-- > 0;) sum = hn::MulAdd(sum, x, hn::Set(Tag<T>(), static_cast<T>(coefficients[k])));
  return sum;
}

}  // namespace softplus_bench::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
