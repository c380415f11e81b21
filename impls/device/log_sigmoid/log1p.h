// strategy: -log1p(e^-x)
// credit: by hand
//
// Right from -88.72 (binary64: -709.78) up; -inf below. Subnormal results are kept where the device's log1p keeps them:
// PoCL 3.1's does not.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return -log1p(exp(-x)); }
