// Any implementation run one format up and rounded once: binary16 and bfloat16 in binary32, binary32
// in binary64.
//
// Widening is exact, so only the base's own error and one rounding are left. An error of e ulp of the
// wider format, which has d more bits of precision, adds e 2^-d ulp to the half ulp of the rounding:
// d = 13 (binary16), 16 (bfloat16), 29 (binary32). Overflow and the flushing of small results stay
// where the base has them, but lie farther out; a subnormal result is rounded once, to its own quantum.
// Used by: PyTorch (opmath_t), Boost.Math (promotion policies).
#pragma once

#include <algorithm>

#include "core/implementation.hpp"
#include "core/narrow.hpp"

namespace softplus_bench::portable {

template <FloatFormat T>
requires(!std::is_same_v<T, double>) using OneFormatUp = std::conditional_t<std::is_same_v<T, float>, double, float>;

// A Kernel<T> that calls the base's kernel on blocks small enough for the stack and the L1 cache. A
// block is read before any of it is written, so y may be x (or x2).
template <FloatFormat T, const Implementation& base>
void widened(const T* x, const T* x2, T* y, std::size_t n, const double* parameters) noexcept {
  using Wide = OneFormatUp<T>;
  constexpr std::size_t block_size = 256;
  const Kernel<Wide> kernel = base.template variant<Wide>().kernel;
  Wide first[block_size];
  Wide second[block_size];
  for (std::size_t start = 0; start < n; start += block_size) {
    const std::size_t size = std::min(block_size, n - start);
    for (std::size_t i = 0; i < size; ++i) first[i] = static_cast<Wide>(widen(x[start + i]));
    if (x2 != nullptr)
      for (std::size_t i = 0; i < size; ++i) second[i] = static_cast<Wide>(widen(x2[start + i]));
    kernel(first, x2 != nullptr ? second : nullptr, first, size, parameters);
    for (std::size_t i = 0; i < size; ++i) y[start + i] = narrow<T>(first[i]);
  }
}

}  // namespace softplus_bench::portable
