// strategy: b x > threshold ? x : log(1 + e^(b x)) / b
// credit: PaddlePaddle, OneFlow, TVM
//
// No bit left below -16.64 / b (binary64: -36.74 / b). Rounding b x alone costs |b x| / 2 ulp for b x < 0, up to 65;
// fused.h takes it back.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real bx = beta * x;
  return bx > threshold ? x : log(1 + exp(bx)) / beta;
}
