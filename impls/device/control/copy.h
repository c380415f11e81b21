// strategy: x
// credit: this project
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x; }
