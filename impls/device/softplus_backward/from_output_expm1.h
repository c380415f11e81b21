// strategy: -expm1(-y) g, y = b x > threshold ? b x : log1p(e^(b x))
// credit: MXNet
//
// The gradient from softplus's output y, as 1 - e^-y. Rounding b x alone costs |b x| / 2 ulp for b x < 0, and e^(b x)
// is subnormal below -87.3 (binary64: -708.4), which a large g brings back: fused.h has neither.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real bx = beta * x;
  const real y = bx > threshold ? bx : log1p(exp(bx));
  return -expm1(-y) * x2;
}
