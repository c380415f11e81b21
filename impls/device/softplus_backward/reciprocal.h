// strategy: g / (1 + e^-(b x))
// credit: by hand
//
// e^-(b x) overflows below -88.72 (binary64: -709.78), and the result is 0. Rounding b x alone costs |b x| / 2 ulp for
// b x < 0: fused.h.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x2 / (1 + exp(-(beta * x))); }
