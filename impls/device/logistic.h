// g / (1 + e^-(z + d)) = 2^k y for a finite g, |d| at most an ulp of z. Gives k. Shared by the fused sigmoid and
// softplus_backward, each of which includes it.
//
// t = e^-|z + d| = 2^k (v + rest), n = g for z >= 0 and, in units of 2^k, g v for z < 0; y = n / (1 + t). Sum and
// product are held in two numbers each, and what the quotient leaves is divided as well (impls/simd/logistic.hpp): one
// rounding counts, and a division that is 2.5 ulp off, as OpenCL allows, does no harm. The caller's 2^k is the only
// step that can be subnormal. A NaN in z is lost.
#include "impls/device/exponential.h"

FORMULA int logistic(real g, real z, real d, real* y) {
  const real a = fmax(-fabs(z), sizeof(real) == 8 ? (real)-1460 : (real)-195);
  const int negative = z < 0;
  real v, rest;
  const int k = exponential(a, negative ? d : -d, &v, &rest);
  const real power = ldexp((real)1, k);
  const real t = v * power;
  const real total = 1 + t;
  const real lacking = fma(rest, power, t - (total - 1));
  const real factor = negative ? v : (real)1;
  const real n = g * factor;
  const real n_lacking = fma(g, factor, -n) + (negative ? g * rest : (real)0);
  const real reciprocal = 1 / total;
  const real quotient = n * reciprocal;
  const real left = fma(-quotient, total, n) + fma(-quotient, lacking, n_lacking);
  *y = fma(left, reciprocal, quotient);
  return negative ? k : 0;
}
