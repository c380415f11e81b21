// strategy: log((2^k - 1) + 2^k expm1(y - k log 2)), k = RN(y / log 2)
// credit: this project
// claim binary64: 1.35
// claim binary32: 1.25
// claim binary16: 0.501
// claim bfloat16: 0.501
//
// impls/simd/softplus_inverse/fused.cpp, which derives it, with its coefficients (fused.sollya): relative accuracy
// through the root y = log 2, where every other formula here has none. 2^k and w carry a scale, so that the logarithm
// of a subnormal y needs no case of its own.
// Worst, binary32, every input from 1e-7 to 20: 1.207 ulp, y = 0x1.e3853p-1, got 0x1.ceb044p-2; binary64,
// sampled: 1.235, y = 0x1.59a4698286f7ep-2, got -0x1.d33a4d8ede70cp-1.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const int wide = sizeof(real) == 8;
  const int scale = wide ? 128 : 64;
  const real identity_from = wide ? (real)36 : (real)17;
  const real log_2 = (real)0x1.62e42fefa39efp-1;
  const real log_2_rest = wide ? (real)0x1.abc9e3b39803fp-56 : (real)-0x1.05c61p-29;
  const int inside = x > 0 && x < identity_from;
  const real y = inside ? x : (real)1;
  const real k = rint(y * (real)0x1.71547652b82fep0);
  const real s = fma(-k, log_2, y);
  real p;
  if (wide) {
    p = (real)0x1.1f1a3be12392cp-29;
    p = fma(p, s, (real)0x1.af5f36e8f7444p-26);
    p = fma(p, s, (real)0x1.27e513394c74cp-22);
    p = fma(p, s, (real)0x1.71ddf80a9a5bap-19);
    p = fma(p, s, (real)0x1.a01a018e0e4dcp-16);
    p = fma(p, s, (real)0x1.a01a01b004d99p-13);
    p = fma(p, s, (real)0x1.6c16c16c1ab01p-10);
    p = fma(p, s, (real)0x1.111111110f653p-7);
    p = fma(p, s, (real)0x1.555555555554dp-5);
    p = fma(p, s, (real)0x1.5555555555559p-3);
  } else {
    p = (real)0x1.9e0c3cp-13;
    p = fma(p, s, (real)0x1.6d4376p-10);
    p = fma(p, s, (real)0x1.111306p-7);
    p = fma(p, s, (real)0x1.5554fp-5);
    p = fma(p, s, (real)0x1.555554p-3);
  }
  p = fma(p, s, (real)0.5);
  const real rest = fma(k, -log_2_rest, s * s * p);
  // w = e^y - 1 = 2^m (1 + v), 1 + v in [sqrt(1/2), sqrt(2)], and a hair.
  const real one = ldexp((real)1, scale);
  const real power = ldexp((real)1, (int)k + scale);
  const real w = (power * s + (power - one)) + power * rest;
  const int m = ilogb(w * (real)0x1.6a09e667f3bcdp0);
  const real inverse = ldexp((real)1, -m);
  const real base = fma(power - one, inverse, (real)-1);
  const real v_high = fma(power * s, inverse, base);
  const real v_low = power * rest * inverse;
  const real v = v_high + v_low;
  real l;
  if (wide) {
    l = (real)-0x1.92e72bcda9d82p-6;
    l = fma(l, v, (real)0x1.d6a6462703c54p-5);
    l = fma(l, v, (real)-0x1.01939eec7d859p-4);
    l = fma(l, v, (real)0x1.ba813e96719d3p-5);
    l = fma(l, v, (real)-0x1.b3aeac5190648p-5);
    l = fma(l, v, (real)0x1.dcaf8f10028c8p-5);
    l = fma(l, v, (real)-0x1.00e039a6fdaf3p-4);
    l = fma(l, v, (real)0x1.116ac93a61ac1p-4);
    l = fma(l, v, (real)-0x1.2487b28d4bd44p-4);
    l = fma(l, v, (real)0x1.3b0d43d361095p-4);
    l = fma(l, v, (real)-0x1.55558d788adbdp-4);
    l = fma(l, v, (real)0x1.745d5ce523d73p-4);
    l = fma(l, v, (real)-0x1.999999e1f4b15p-4);
    l = fma(l, v, (real)0x1.c71c7004f76fcp-4);
    l = fma(l, v, (real)-0x1.fffffff734e93p-4);
    l = fma(l, v, (real)0x1.24924927cd0a8p-3);
    l = fma(l, v, (real)-0x1.5555555566c5ep-3);
    l = fma(l, v, (real)0x1.9999999993b0ap-3);
    l = fma(l, v, (real)-0x1.ffffffffffebcp-3);
    l = fma(l, v, (real)0x1.5555555555574p-2);
    l = fma(l, v, (real)-0.5);
  } else {
    l = (real)-0x1.3851f2p-4;
    l = fma(l, v, (real)0x1.086e04p-3);
    l = fma(l, v, (real)-0x1.0f4414p-3);
    l = fma(l, v, (real)0x1.226c9ep-3);
    l = fma(l, v, (real)-0x1.542532p-3);
    l = fma(l, v, (real)0x1.99a422p-3);
    l = fma(l, v, (real)-0x1.000434p-2);
    l = fma(l, v, (real)0x1.55555p-2);
    l = fma(l, v, (real)-0x1.fffff8p-2);
  }
  const real curved = fma(v * v, l, v_low);
  const real result = fma((real)(m - scale), log_2, v_high + curved);
  const real edge = x == 0 ? (real)-INFINITY : (x < 0 ? (real)NAN : x);
  return inside ? result : edge;
}
