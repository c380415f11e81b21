// strategy: y > 20 ? y : log(expm1(y))
// credit: by hand, with PyTorch's threshold
//
// log_expm1.h without its overflow; what the threshold drops is nothing in binary32, 5.8e5 ulp of binary64. No bit
// right near the root y = log 2: the result is a difference of rounded numbers. fused.h keeps them.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x > 20 ? x : log(expm1(x)); }
