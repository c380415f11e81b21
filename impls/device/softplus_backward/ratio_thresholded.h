// strategy: b x > threshold ? g : g z / (z + 1), z = e^(b x)
// credit: PyTorch, PaddlePaddle, OneFlow
//
// g z overflows for g above max / e^20, though the result is finite; the threshold costs 9.3e6 ulp of binary64.
// Rounding b x alone costs |b x| / 2 ulp for b x < 0, and e^(b x) is subnormal below -87.3 (binary64: -708.4), which a
// large g brings back: fused.h has neither.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real bx = beta * x;
  const real z = exp(bx);
  return bx > threshold ? x2 : x2 * z / (z + 1);
}
