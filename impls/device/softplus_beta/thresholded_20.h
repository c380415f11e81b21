// strategy: b x > threshold ? x : log1p(e^(b x)) / b
// credit: PyTorch, MXNet
//
// What the threshold drops is nothing in binary32, and 5.8e5 ulp of binary64 just above 20 / b. Rounding b x alone
// costs |b x| / 2 ulp for b x < 0, up to 65; fused.h takes it back.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real bx = beta * x;
  return bx > threshold ? x : log1p(exp(bx)) / beta;
}
