// strategy: -softplus(-x), softplus as in its fused
// credit: this project
// claim binary64: 0.92
// claim binary32: 0.9
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// Both negations are exact: the errors of softplus, mirrored.
#include "impls/device/softplus_parts.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  real high, low;
  const int k = softplus_parts(-x, (real)0, &high, &low);
  return -((-x <= (real)1.039 ? (real)0 : -x) + ldexp(high + low, k));
}
