// strategy: y + log1p(-e^-y)
// credit: by hand
//
// Good for large y; for small y only the bits of y above eps are left, none below eps / 2. No bit right near the root y
// = log 2: the result is a difference of rounded numbers. fused.h keeps them.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x + log1p(-exp(-x)); }
