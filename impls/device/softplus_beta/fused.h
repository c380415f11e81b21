// strategy: (b x > 1.039 ? x : 0) + 2^k RN((high + low) / b), softplus(b x + d) in parts, d = fma(b, x, -b x)
// credit: this project
// claim binary64: 1.2
// claim binary32: 1.2
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// What the product b x is rounded by, d, enters the exponential; for x > 0 x itself is added, so that nothing
// overflows; the quotient's remainder is divided as well, and the power of 2 comes last: no quotient is subnormal.
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
