// strategy: x < 0 ? 0 : x
// credit: this project
//
// One comparison more than copy.h; a NaN stays.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x < 0 ? (real)0 : x; }
