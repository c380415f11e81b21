// strategy: x > 20 ? x : log1p(e^x)
// credit: PyTorch, MXNet, Mamba
//
// What the threshold drops, e^-20, is nothing in binary32, and 5.8e5 ulp of binary64 just above 20.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x > 20 ? x : log1p(exp(x)); }
