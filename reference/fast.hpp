// A function's exact values in SIMD arithmetic: fast, and of a proved relative error (docs/method.md, "Fast
// reference").
#pragma once

#include <cstddef>
#include <cstdint>

namespace softplus_bench {

// Arrays of inputs; x2 is null where the function has one.
struct FastInputs {
  const double* x;
  const double* x2;
  double beta;
  FastInputs(const double* first, const double* second = nullptr, double scale = 1)
      : x(first), x2(second), beta(scale) {}
};

// Any n, any alignment; a value depends on its own input alone. The rounding mode must be nearest. Blocks hold inputs
// settled by analysis too: what is returned for them must round as what is settled does.
struct FastFunction {
  // r[i] ~ f(x[i]) for x[i] of binary32, binary16 or bfloat16 that are finite and not settled by analysis there:
  // |r - f| <= bound |f|.
  void (*evaluate)(const FastInputs& in, double* r, std::size_t n);
  double bound;
  // f(x[i]) ~ (hi[i] + lo[i]) 2^exponent[i] for finite x[i] that are not settled in binary64, of relative error at most
  // wide_bound; |lo| <= ulp(hi)/2 and 1 <= |hi| <= 2. The exponent is apart because lo would underflow. Null: none.
  void (*evaluate_wide)(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) = nullptr;
  double wide_bound = 0;
};

}  // namespace softplus_bench
