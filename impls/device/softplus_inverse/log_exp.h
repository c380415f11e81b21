// strategy: log(e^y - 1)
// credit: GPyTorch (older)
//
// +inf above 88.72 (binary64: 709.78); for small y only the bits of y above eps are left, none below eps / 2. No bit
// right near the root y = log 2: the result is a difference of rounded numbers. fused.h keeps them.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log(exp(x) - 1); }
