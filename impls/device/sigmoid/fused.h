// strategy: 1 / (1 + e^-x), the sum in two numbers, one division and its remainder
// credit: this project
// claim binary64: 0.9
// claim binary32: 0.87
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// Worst, binary32, every input beyond 2^-10: 0.8592 ulp, x = -0x1.5eb8c6p+6, got 0x1.6b0238p-127, subnormal; binary64,
// sampled: 0.839, x = -0x1.625d070978ca2p+9, got 0x0.b7fa7cd33b0c8p-1022. Normal results: 0.7.
#include "impls/device/logistic.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  real y;
  const int k = logistic((real)1, x, (real)0, &y);
  return x != x ? x : ldexp(y, k);
}
