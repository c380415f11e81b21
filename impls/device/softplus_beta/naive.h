// strategy: log(1 + e^(b x)) / b
// credit: by hand
//
// softplus/naive.h at b x: +inf above log(max) / b, no bit left below -16.64 / b (binary64: -36.74 / b). Rounding b x
// alone costs |b x| / 2 ulp for b x < 0, up to 65; fused.h takes it back.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log(1 + exp(beta * x)) / beta; }
