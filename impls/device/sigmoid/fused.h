// strategy: 1 / (1 + e^-x), the sum in two numbers, one division and its remainder
// credit: this project
#include "impls/device/logistic.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  real y;
  const int k = logistic((real)1, x, (real)0, &y);
  return x != x ? x : ldexp(y, k);
}
