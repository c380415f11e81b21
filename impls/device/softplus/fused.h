// strategy: one reduction, one polynomial: log 2 + x/2 + x^2 H(x^2) near 0, max(x, 0) + log1p(e^-|x|) elsewhere
// credit: this project
// claim binary64: 0.92
// claim binary32: 0.9
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// No function of the device but such as OpenCL and CUDA round correctly: every device gives the same bits.
// Worst, binary32, every input beyond 2^-10: 0.8894 ulp, x = -0x1.437f66p+0, got 0x1.fdc098p-3; binary64, sampled:
// 0.869, x = -0x1.49d82c0b65a7ep+0, got 0x1.f2ac1468e2854p-3. No result falls as x grows.
#include "impls/device/softplus_parts.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  real high, low;
  const int k = softplus_parts(x, (real)0, &high, &low);
  return (x <= (real)1.039 ? (real)0 : x) + ldexp(high + low, k);
}
