// strategy: g sigma(b x), sigma(z) = (z < 0 ? t : 1) / (1 + t), t = e^-|z|
// credit: by hand
//
// No threshold and nothing that overflows. Rounding b x alone costs |b x| / 2 ulp for b x < 0, and e^(b x) is subnormal
// below -87.3 (binary64: -708.4), which a large g brings back: fused.h has neither.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real z = beta * x;
  const real t = exp(-fabs(z));
  return x2 * ((z < 0 ? t : (real)1) / (1 + t));
}
