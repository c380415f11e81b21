// Vectors of the instruction set that the module's file is compiled for, written with the compiler's own intrinsics as
// users of a vector math library write them, and the loop over an array.
#pragma once

#include <immintrin.h>

#include <array>
#include <cstddef>

namespace softplus_bench::peers {

#if defined(__AVX512F__)
template <class T>
inline constexpr std::size_t lanes = 64 / sizeof(T);
#elif defined(__AVX2__)
template <class T>
inline constexpr std::size_t lanes = 32 / sizeof(T);
#else
template <class T>
inline constexpr std::size_t lanes = 16 / sizeof(T);
#endif

// What differs between single and double.
template <class T>
struct Vector;

#if defined(__AVX512F__)
template <>
struct Vector<float> {
  using Type = __m512;
  static Type load(const float* x) { return _mm512_loadu_ps(x); }
  static void store(float* y, Type v) { _mm512_storeu_ps(y, v); }
  static Type all(float c) { return _mm512_set1_ps(c); }
  static Type max(Type a, Type b) { return _mm512_max_ps(a, b); }
  static Type negative_magnitude(Type v) { return _mm512_or_ps(v, all(-0.0f)); }
};
template <>
struct Vector<double> {
  using Type = __m512d;
  static Type load(const double* x) { return _mm512_loadu_pd(x); }
  static void store(double* y, Type v) { _mm512_storeu_pd(y, v); }
  static Type all(double c) { return _mm512_set1_pd(c); }
  static Type max(Type a, Type b) { return _mm512_max_pd(a, b); }
  static Type negative_magnitude(Type v) { return _mm512_or_pd(v, all(-0.0)); }
};
#elif defined(__AVX2__)
template <>
struct Vector<float> {
  using Type = __m256;
  static Type load(const float* x) { return _mm256_loadu_ps(x); }
  static void store(float* y, Type v) { _mm256_storeu_ps(y, v); }
  static Type all(float c) { return _mm256_set1_ps(c); }
  static Type max(Type a, Type b) { return _mm256_max_ps(a, b); }
  static Type negative_magnitude(Type v) { return _mm256_or_ps(v, all(-0.0f)); }
};
template <>
struct Vector<double> {
  using Type = __m256d;
  static Type load(const double* x) { return _mm256_loadu_pd(x); }
  static void store(double* y, Type v) { _mm256_storeu_pd(y, v); }
  static Type all(double c) { return _mm256_set1_pd(c); }
  static Type max(Type a, Type b) { return _mm256_max_pd(a, b); }
  static Type negative_magnitude(Type v) { return _mm256_or_pd(v, all(-0.0)); }
};
#else
template <>
struct Vector<float> {
  using Type = __m128;
  static Type load(const float* x) { return _mm_loadu_ps(x); }
  static void store(float* y, Type v) { _mm_storeu_ps(y, v); }
  static Type all(float c) { return _mm_set1_ps(c); }
  static Type max(Type a, Type b) { return _mm_max_ps(a, b); }
  static Type negative_magnitude(Type v) { return _mm_or_ps(v, all(-0.0f)); }
};
template <>
struct Vector<double> {
  using Type = __m128d;
  static Type load(const double* x) { return _mm_loadu_pd(x); }
  static void store(double* y, Type v) { _mm_storeu_pd(y, v); }
  static Type all(double c) { return _mm_set1_pd(c); }
  static Type max(Type a, Type b) { return _mm_max_pd(a, b); }
  static Type negative_magnitude(Type v) { return _mm_or_pd(v, all(-0.0)); }
};
#endif

// y[i] = f(x[i]) a vector at a time. What is left at the end goes through the same f, padded with zeros.
template <class T, class F>
void for_each_vector(const T* x, T* y, std::size_t n, F&& f) {
  std::size_t i = 0;
  for (; i + lanes<T> <= n; i += lanes<T>) Vector<T>::store(y + i, f(Vector<T>::load(x + i)));
  if (i == n) return;
  std::array<T, lanes<T>> rest{};
  for (std::size_t k = 0; i + k < n; ++k) rest[k] = x[i + k];
  Vector<T>::store(rest.data(), f(Vector<T>::load(rest.data())));
  for (std::size_t k = 0; i + k < n; ++k) y[i + k] = rest[k];
}

}  // namespace softplus_bench::peers
