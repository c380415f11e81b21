// A function's exact values in SIMD arithmetic: fast, and of a proved relative error (docs/method.md, "Fast
// reference").
#pragma once

#include <cstddef>
#include <cstdint>

namespace softplus_bench {

// Any n, any alignment; a value depends on its own input alone. The rounding mode must be nearest.
struct FastFunction {
  // r[i] ~ f(x[i]) for x[i] of binary32, binary16 or bfloat16 that are finite and not settled by analysis there:
  // |r - f| <= bound |f|.
  void (*evaluate)(const double* x, double* r, std::size_t n);
  double bound;
  // f(x[i]) ~ (hi[i] + lo[i]) 2^exponent[i] for finite x[i] that are not settled in binary64, of relative error at most
  // wide_bound; |lo| <= ulp(hi)/2 and 1 <= |hi| <= 2. The exponent is apart because lo would underflow.
  void (*evaluate_wide)(const double* x, double* hi, double* lo, std::int32_t* exponent, std::size_t n);
  double wide_bound;
};

}  // namespace softplus_bench
