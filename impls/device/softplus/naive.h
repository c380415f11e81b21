// strategy: log(1 + e^x)
// credit: textbooks
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log(1 + exp(x)); }
