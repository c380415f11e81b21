// strategy: one reduction, one polynomial: log 2 + x/2 + x^2 H(x^2) near 0, max(x, 0) + log1p(e^-|x|) elsewhere
// credit: this project
// claim binary64: 1
// claim binary32: 1
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// No function of the device but fma, rint and ldexp, which are exact, so that every device gives the same bits.
#include "impls/device/softplus_parts.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  real high, low;
  const int k = softplus_parts(x, (real)0, &high, &low);
  return (x <= (real)1.039 ? (real)0 : x) + ldexp(high + low, k);
}
