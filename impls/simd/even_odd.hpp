// A polynomial in vectors whose chain of operations is half as long as Horner's, for as many of them.
//
// Compiled once per SIMD target, as impls/simd/kernel.hpp.
#if defined(SOFTPLUS_BENCH_SIMD_EVEN_ODD) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_EVEN_ODD
#undef SOFTPLUS_BENCH_SIMD_EVEN_ODD
#else
#define SOFTPLUS_BENCH_SIMD_EVEN_ODD
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::HWY_NAMESPACE {

// Horner's rule in x^2, which the caller has, for the even and the odd terms apart; constant first, fused where the
// target can.
template <class T, std::size_t size>
HWY_INLINE Vector<T> even_odd(const double (&coefficients)[size], Vector<T> x, Vector<T> square) {
  static_assert(size >= 2);
  const auto coefficient = [&](std::size_t k) { return hn::Set(Tag<T>(), static_cast<T>(coefficients[k])); };
  Vector<T> upper = coefficient(size - 1);
  Vector<T> lower = coefficient(size - 2);
  for (std::size_t k = size - 1; k >= 2; k -= 2) upper = hn::MulAdd(upper, square, coefficient(k - 2));
  for (std::size_t k = size - 2; k >= 2; k -= 2) lower = hn::MulAdd(lower, square, coefficient(k - 2));
  return size % 2 == 0 ? hn::MulAdd(upper, x, lower) : hn::MulAdd(lower, x, upper);
}

}  // namespace softplus_bench::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
