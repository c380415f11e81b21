// softplus(x) = max(x, 0) + log(1 + e^-|x|), compiled with the flags of fast-math.
//
// This file alone has SOFTPLUS_BENCH_FAST_MATH_FLAGS (cmake/numeric_flags.cmake): sums reordered, quotients as products
// with a reciprocal, products and sums fused, signs of zero and traps ignored. Not -ffast-math itself, nor at link
// time: GCC would link code that sets flush-to-zero for the whole process. And not -ffinite-math-only, so a NaN stays
// one. It includes no template that another file compiles too: the linker keeps one copy, with one file's flags.
//
// There is little for the flags to gain in this formula: a processor's approximate exp and log, which the originals
// call and which flush subnormal results, have no counterpart in C++. Errors are symmetric_log.cpp's: eps e^|x| / 2 of
// the result is lost for x < 0, all of it below -p log 2, -36.74 and -16.64. Used by: cuda-convnet, CUTLASS, most GPU
// kernels (as a compiler option).
#include <cmath>

#include "core/implementation.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const T residual = std::log(1 + std::exp(-std::abs(x[i])));
    y[i] = (x[i] < 0 ? 0 : x[i]) + residual;
  }
}

}  // namespace

extern constinit const Implementation fast_math;
constinit const Implementation fast_math{
    .function = "softplus",
    .name = "fast_math",
    .strategy = "max(x,0) + log(1 + e^-|x|), compiled with fast-math flags",
    .credit = "cuda-convnet, CUTLASS",
    .binary64 = {evaluate<double>, {2.75, {-1, 1e308}}},
    .binary32 = {evaluate<float>, {2.65, {-1, 3e38}}},
};

}  // namespace softplus_bench::portable::softplus
