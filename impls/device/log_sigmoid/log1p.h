// strategy: -log1p(e^-x)
// credit: by hand
//
// Right from -88.72 (binary64: -709.78) up, subnormal results included; -inf below.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return -log1p(exp(-x)); }
