// strategy: min(x, 0) - log(1 + e^-|x|)
// credit: PyTorch (older), flash-linear-attention
//
// For x > 0 the sum keeps only the bits of e^-x above eps: none above 16.64 (binary64: 36.74).
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (x > 0 ? (real)0 : x) - log(1 + exp(-fabs(x)));
}
