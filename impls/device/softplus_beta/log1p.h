// strategy: log1p(e^(b x)) / b
// credit: by hand
//
// +inf above log(max) / b, where the result is x. Rounding b x alone costs |b x| / 2 ulp for b x < 0, up to 65; fused.h
// takes it back.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log1p(exp(beta * x)) / beta; }
