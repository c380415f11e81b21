// strategy: (b x > 1.039 ? x : 0) + 2^k RN((high + low) / b), softplus(b x + d) in parts, d = fma(b, x, -b x)
// credit: this project
// claim binary64: 1.1
// claim binary32: 1.1
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// What the product b x is rounded by, d, enters the exponential; for x > 0 x itself is added, so that nothing
// overflows; the quotient's remainder is divided as well, and the power of 2 comes last: no quotient is subnormal.
// Worst, binary32, every x below -2^-10 / b, b = 0.1, 3 and 100: 1.040 ulp, b = 3, x = -0x1.7324bep-2, got
// 0x1.8ca5d2p-4; binary64, sampled, b = 3: 0.774, x = -0x1.bc3e44ac84c37p+0, got 0x1.dddd27d9bbf08p-10.
#include "impls/device/softplus_parts.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real z = beta * x;
  const real d = fabs(z) < 2048 ? fma(beta, x, -z) : (real)0;
  real high, low;
  const int k = softplus_parts(z, d, &high, &low);
  const real sum = high + low;
  const real sum_lacking = low - (sum - high);
  const real reciprocal = 1 / beta;
  const real quotient = sum * reciprocal;
  const real left = fma(-quotient, beta, sum) + sum_lacking;
  return (z <= (real)1.039 ? (real)0 : x) + ldexp(fma(left, reciprocal, quotient), k);
}
