// strategy: e^x / (1 + e^x)
// credit: Stan, LogExpFunctions.jl, Eigen (guarded)
//
// The mirror image of reciprocal.h: subnormal results kept, NaN above 88.72 (binary64: 709.78).
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real t = exp(x);
  return t / (1 + t);
}
