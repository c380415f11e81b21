// strategy: (max(b x, 0) + log1p(e^-|b x|)) / b
// credit: Chainer, by hand
//
// No threshold; +inf where b x overflows, though the result is x. Rounding b x alone costs |b x| / 2 ulp for b x < 0,
// up to 65; fused.h takes it back.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real bx = beta * x;
  return ((bx < 0 ? (real)0 : bx) + log1p(exp(-fabs(bx)))) / beta;
}
