// What every kernel shares: how elements come and go. The kernels themselves are generated, one .cu file a function
// (cmake/cuda_kernels.cmake).
//
// A thread has elements_per_thread neighbours, read and written with one instruction where all arrays allow it, as in
// the element-wise kernels of frameworks: bytes under way are what fills a device's memory bandwidth. Nothing here
// depends on what lies beside an element.
#pragma once

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include "impls/cuda/launch.hpp"

#define FORMULA static __device__ __forceinline__

namespace softplus_bench::cuda {

template <class T>
struct alignas(elements_per_thread * sizeof(T)) Elements {
  T at[elements_per_thread];
};

// `count` elements, at most elements_per_thread of them; a place beyond gets 0, which every formula bears.
template <class T>
__device__ __forceinline__ Elements<T> load(const T* from, unsigned long long count) {
  if (count >= elements_per_thread && reinterpret_cast<unsigned long long>(from) % sizeof(Elements<T>) == 0)
    return *reinterpret_cast<const Elements<T>*>(from);
  Elements<T> to;
#pragma unroll
  for (unsigned i = 0; i < elements_per_thread; ++i) to.at[i] = i < count ? from[i] : T(0.0F);
  return to;
}

template <class T>
__device__ __forceinline__ void store(T* to, const Elements<T>& from, unsigned long long count) {
  if (count >= elements_per_thread && reinterpret_cast<unsigned long long>(to) % sizeof(Elements<T>) == 0) {
    *reinterpret_cast<Elements<T>*>(to) = from;
    return;
  }
#pragma unroll
  for (unsigned i = 0; i < elements_per_thread; ++i)
    if (i < count) to[i] = from.at[i];
}

// Between an array's elements and the type that a formula computes with: one element, or two where that is a pair.
__device__ __forceinline__ void widen(double& x, const double* from) { x = *from; }
__device__ __forceinline__ void widen(float& x, const float* from) { x = *from; }
__device__ __forceinline__ void widen(float& x, const __half* from) { x = __half2float(*from); }
__device__ __forceinline__ void widen(float& x, const __nv_bfloat16* from) { x = __bfloat162float(*from); }
__device__ __forceinline__ void widen(__half2& x, const __half* from) { x = __halves2half2(from[0], from[1]); }
__device__ __forceinline__ void widen(__nv_bfloat162& x, const __nv_bfloat16* from) {
  x = __halves2bfloat162(from[0], from[1]);
}

__device__ __forceinline__ void narrow(double* to, double y) { *to = y; }
__device__ __forceinline__ void narrow(float* to, float y) { *to = y; }
__device__ __forceinline__ void narrow(__half* to, float y) { *to = __float2half_rn(y); }
__device__ __forceinline__ void narrow(__nv_bfloat16* to, float y) { *to = __float2bfloat16_rn(y); }
__device__ __forceinline__ void narrow(__half* to, __half2 y) {
  to[0] = __low2half(y);
  to[1] = __high2half(y);
}
__device__ __forceinline__ void narrow(__nv_bfloat16* to, __nv_bfloat162 y) {
  to[0] = __low2bfloat16(y);
  to[1] = __high2bfloat16(y);
}

// A parameter, exact in the row's format.
template <class Real>
__device__ __forceinline__ Real parameter(double value) {
  return static_cast<Real>(value);
}
template <>
__device__ __forceinline__ __half2 parameter<__half2>(double value) {
  return __half2half2(__double2half(value));
}
template <>
__device__ __forceinline__ __nv_bfloat162 parameter<__nv_bfloat162>(double value) {
  return __bfloat162bfloat162(__double2bfloat16(value));
}

template <class Real>
constexpr unsigned lanes = 1;
template <>
constexpr unsigned lanes<__half2> = 2;
template <>
constexpr unsigned lanes<__nv_bfloat162> = 2;

// y[i] = formula(x[i], x2[i], beta, threshold). x2 is read where the formula uses it.
template <class Real, Real (*formula)(Real, Real, Real, Real), class T>
__device__ __forceinline__ void evaluate(const T* x, const T* x2, T* y, unsigned long long n, double beta,
                                         double threshold) {
  const unsigned long long first =
      (static_cast<unsigned long long>(blockIdx.x) * threads_per_block + threadIdx.x) * elements_per_thread;
  if (first >= n) return;
  const Elements<T> xs = load(x + first, n - first);
  const Elements<T> x2s = load(x2 + first, n - first);
  Elements<T> ys;
#pragma unroll
  for (unsigned i = 0; i < elements_per_thread; i += lanes<Real>) {
    Real a;
    Real b;
    widen(a, xs.at + i);
    widen(b, x2s.at + i);
    narrow(ys.at + i, formula(a, b, parameter<Real>(beta), parameter<Real>(threshold)));
  }
  store(y + first, ys, n - first);
}

}  // namespace softplus_bench::cuda
