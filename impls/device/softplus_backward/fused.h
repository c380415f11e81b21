// strategy: g / (1 + e^-(b x + d)), d = fma(b, x, -b x), one division and its remainder
// credit: this project
// claim binary64: 0.9
// claim binary32: 0.9
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// g is scaled first, so that no product overflows and only the last step can be subnormal; an infinite g stays, but for
// x = -inf, and the sign is g's.
// Worst, sampled: binary32 0.777 ulp, binary64 0.729.
#include "impls/device/logistic.h"

FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real z = beta * x;
  const real d = fabs(z) < 2048 ? fma(beta, x, -z) : (real)0;
  const int lift = fabs(x2) < 1 ? (sizeof(real) == 8 ? 256 : 64) : -2;
  real y;
  const int k = logistic(ldexp(x2, lift), z, d, &y);
  const real of_infinity = x > -INFINITY ? x2 : x2 * (x + INFINITY);
  const real of_finite = x != x ? x : copysign(ldexp(y, k - lift), x2);
  return fabs(x2) == INFINITY ? of_infinity : of_finite;
}
