// softplus(z + d) = (z > 1.039 ? z + d : 0) + 2^k (high + low), |d| at most an ulp of z. Gives k. Shared by the fused
// softplus, log_sigmoid and softplus_beta, each of which includes it.
//
// impls/simd/softplus/two_pieces.hpp, which derives it, for both formats:
// |z| <= 1.039: log 2 + q, q = z/2 + z^2 H(z^2); there d enters times sigmoid(z), about 1/2 + z/4,
// and what the sums lose goes into low.
// Elsewhere t = e^-|z + d| = 2^k (v + rest), log1p(t) = t + t^2 Q(t) = 2^k (v + v (t Q(t)) + rest (1 - t)).
// Both are computed and one is chosen. |z| is cut at 195 (binary64: 1460), so that a k is an integer whatever z is, and
// the result 0 even divided by the least beta; a NaN is lost here, and the caller's comparison with 1.039 keeps it.
//
// binary32: two_pieces.hpp's coefficients; binary64: Q of impls/portable/softplus/residual_relative.sollya, H of
// softplus_parts.sollya.
#include "impls/device/exponential.h"

FORMULA int softplus_parts(real z, real d, real* high, real* low) {
  const int wide = sizeof(real) == 8;
  const real a = fmax(-fabs(z), wide ? (real)-1460 : (real)-195);
  real v, rest;
  const int k = exponential(a, z < 0 ? d : -d, &v, &rest);
  const real t = ldexp(v, k);
  const real square = z * z;
  real q, h;
  if (wide) {
    q = (real)0x1.bd9b8ed9fbe15p-8;
    q = fma(q, t, (real)-0x1.aa6ddde8c70c3p-6);
    q = fma(q, t, (real)0x1.a410cffc7df9fp-5);
    q = fma(q, t, (real)-0x1.29c0f58d0724ep-4);
    q = fma(q, t, (real)0x1.6712d54a0ff47p-4);
    q = fma(q, t, (real)-0x1.969e003552b5ap-4);
    q = fma(q, t, (real)0x1.c69ec9b57d0a8p-4);
    q = fma(q, t, (real)-0x1.fff101e8d0f54p-4);
    q = fma(q, t, (real)0x1.2491a68d9d1a1p-3);
    q = fma(q, t, (real)-0x1.55554be12f598p-3);
    q = fma(q, t, (real)0x1.9999993e1fdb3p-3);
    q = fma(q, t, (real)-0x1.fffffffdf18d1p-3);
    q = fma(q, t, (real)0x1.5555555552561p-2);
    q = fma(q, t, (real)-0x1.fffffffffffcfp-2);
    h = (real)0x1.5c916ae6a376dp-41;
    h = fma(h, square, (real)-0x1.6e5c78b091f8cp-37);
    h = fma(h, square, (real)0x1.0fffdd2e08927p-33);
    h = fma(h, square, (real)-0x1.7d5119f58261p-30);
    h = fma(h, square, (real)0x1.0d08715d4492cp-26);
    h = fma(h, square, (real)-0x1.833d7b468892ep-23);
    h = fma(h, square, (real)0x1.1ea5d324d23a8p-19);
    h = fma(h, square, (real)-0x1.ba1ba1b82ff3cp-16);
    h = fma(h, square, (real)0x1.6c16c16c14c81p-12);
    h = fma(h, square, (real)-0x1.555555555554ap-8);
  } else {
    q = (real)-0x1.86694cp-5;
    q = fma(q, t, (real)0x1.cf9452p-4);
    q = fma(q, t, (real)-0x1.488e4ap-3);
    q = fma(q, t, (real)0x1.982dcp-3);
    q = fma(q, t, (real)-0x1.ffecfp-3);
    q = fma(q, t, (real)0x1.55552ap-2);
    q = fma(q, t, (real)-0.5);
    h = (real)0x1.cec10ap-20;
    h = fma(h, square, (real)-0x1.b41fc6p-16);
    h = fma(h, square, (real)0x1.6bf532p-12);
    h = fma(h, square, (real)-0x1.55551ap-8);
  }
  h = fma(h, square, (real)0.125);
  const real log_2 = (real)0x1.62e42fefa39efp-1;
  const real log_2_rest = wide ? (real)0x1.abc9e3b39803fp-56 : (real)-0x1.05c61p-29;
  const real half_z = (real)0.5 * z;
  const real q_near = fma(square, h, half_z);
  const real q_lost = fma(square, h, half_z - q_near) + fma(d, fma((real)0.25, z, (real)0.5), log_2_rest);
  const real sum = log_2 + q_near;
  const real lost = (q_near - (sum - log_2)) + q_lost;
  const int near_zero = a >= (real)-1.039;
  *high = near_zero ? sum : v;
  *low = near_zero ? lost : fma(v, t * q, fma(-t, rest, rest));
  return near_zero ? 0 : k;
}
