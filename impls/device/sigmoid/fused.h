// strategy: 1 / (1 + e^-x), the sum in two numbers, one division and its remainder
// credit: this project
// claim binary64: 1
// claim binary32: 1
// claim binary16: 0.501
// claim bfloat16: 0.501
#include "impls/device/logistic.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  real y;
  const int k = logistic((real)1, x, (real)0, &y);
  return x != x ? x : ldexp(y, k);
}
