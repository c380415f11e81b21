// strategy: log1p(e^x)
// credit: OpenCV, MIOpen (test reference)
//
// Right to log(max) = 88.72 (binary64: 709.78); +inf above. Subnormal results are kept where the device's log1p keeps
// them: PoCL 3.1's does not.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log1p(exp(x)); }
