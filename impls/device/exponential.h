// e^(a + d) = 2^k (v + rest) for a in [-195, 0] (binary64: [-1460, 0]) and |d| at most an ulp of a, v in [0.7, 1.42].
// Gives k. Shared by the fused formulas, each of which includes it.
//
// k = RN(a / log 2), s = a - k log 2, v = 1 + s E(s). log 2 in two parts, the first so short that its product with k is
// exact, and so is what it leaves of a. What is rounded away from s and v goes into rest, with d.
//
// binary32: the coefficients of impls/simd/softplus/two_pieces.hpp (fused_binary32.sollya); binary64: those of e^s in
// impls/simd/softplus_inverse/fused.sollya, and log 2 as impls/simd/exponential.sollya divides it.
FORMULA int exponential(real a, real d, real* v, real* rest) {
  const int wide = sizeof(real) == 8;
  const real log_2_short = wide ? (real)0x1.62e42fefap-1 : (real)0x1.62e4p-1;
  const real log_2_rest = wide ? (real)0x1.cf79abc9e3b3ap-40 : (real)0x1.7f7d1cp-20;
  const real k = rint(a * (real)0x1.71547652b82fep0);
  const real exact = fma(-k, log_2_short, a);
  const real s = fma(-k, log_2_rest, exact);
  real e;
  if (wide) {
    e = (real)0x1.1f1a3be12392cp-29;
    e = fma(e, s, (real)0x1.af5f36e8f7444p-26);
    e = fma(e, s, (real)0x1.27e513394c74cp-22);
    e = fma(e, s, (real)0x1.71ddf80a9a5bap-19);
    e = fma(e, s, (real)0x1.a01a018e0e4dcp-16);
    e = fma(e, s, (real)0x1.a01a01b004d99p-13);
    e = fma(e, s, (real)0x1.6c16c16c1ab01p-10);
    e = fma(e, s, (real)0x1.111111110f653p-7);
    e = fma(e, s, (real)0x1.555555555554dp-5);
    e = fma(e, s, (real)0x1.5555555555559p-3);
  } else {
    e = (real)0x1.6d568ap-10;
    e = fma(e, s, (real)0x1.1227ap-7);
    e = fma(e, s, (real)0x1.5554ep-5);
    e = fma(e, s, (real)0x1.5554bp-3);
  }
  e = fma(e, s, (real)0.5);
  e = fma(e, s, (real)1);
  *v = fma(s, e, (real)1);
  *rest = fma(*v, fma(-k, log_2_rest, exact - s) + d, fma(s, e, 1 - *v));
  return (int)k;
}
