// xsimd's batches of the instruction set that the module's file is compiled for, and the loop over an array. What is
// left at the end goes through the same function, padded with zeros.
#pragma once

#include <string>
#include <xsimd/xsimd.hpp>

#include "impls/peers/entries.hpp"

namespace softplus_bench::peers::xsimd {

inline std::string library() {
  return "xsimd " + std::to_string(XSIMD_VERSION_MAJOR) + "." + std::to_string(XSIMD_VERSION_MINOR) + "." +
         std::to_string(XSIMD_VERSION_PATCH);
}

template <class T>
using Batch = ::xsimd::batch<T>;

template <class T, class F>
void for_each_batch(const T* x, T* y, std::size_t n, F&& f) {
  constexpr std::size_t lanes = Batch<T>::size;
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) f(Batch<T>::load_unaligned(x + i)).store_unaligned(y + i);
  if (i == n) return;
  T rest[lanes] = {};
  for (std::size_t k = 0; i + k < n; ++k) rest[k] = x[i + k];
  f(Batch<T>::load_unaligned(rest)).store_unaligned(rest);
  for (std::size_t k = 0; i + k < n; ++k) y[i + k] = rest[k];
}

}  // namespace softplus_bench::peers::xsimd
