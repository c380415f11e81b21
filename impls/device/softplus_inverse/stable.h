// strategy: y + log(-expm1(-y))
// credit: Mamba (initial time steps), PyTorch (idiom)
//
// Good for every large y. No bit right near the root y = log 2: the result is a difference of rounded numbers. fused.h
// keeps them.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x + log(-expm1(-x)); }
