// strategy: 1 / (1 + e^-x), the sum in two numbers, one division and its remainder
// credit: this project
// claim binary64: 0.95
// claim binary32: 0.87
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// Worst, binary32, every input: 0.8592 ulp, x = -0x1.5eb8c6p+6, got 0x1.6b0238p-127, subnormal; binary64, hunted:
// 0.845, x = -0x1.625e3c41aa38cp+9, got 0x0.b6402086e5930p-1022, subnormal. Normal results: 0.7.
#include "impls/device/logistic.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  real y;
  const int k = logistic((real)1, x, (real)0, &y);
  return x != x ? x : ldexp(y, k);
}
