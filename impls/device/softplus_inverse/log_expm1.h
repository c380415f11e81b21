// strategy: log(expm1(y))
// credit: folk
//
// Good for every small y; +inf above 88.72 (binary64: 709.78). No bit right near the root y = log 2: the result is a
// difference of rounded numbers. fused.h keeps them.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log(expm1(x)); }
