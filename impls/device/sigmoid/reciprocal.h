// strategy: 1 / (1 + e^-x)
// credit: PyTorch, JAX, PaddlePaddle, MIOpen, SciPy, Boost.Math
//
// e^-x overflows below -88.72 (binary64: -709.78) and gives 0 in place of subnormal results.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return 1 / (1 + exp(-x)); }
