// strategy: log1p(e^x)
// credit: OpenCV, MIOpen (test reference)
//
// Right to log(max) = 88.72 (binary64: 709.78), subnormal results included; +inf above.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log1p(exp(x)); }
