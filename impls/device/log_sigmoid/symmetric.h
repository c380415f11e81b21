// strategy: min(x, 0) - log1p(e^-|x|)
// credit: PyTorch, TensorFlow Probability
//
// Right everywhere, but for the sign of zero where e^-x is 0: +0 in place of -0.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (x > 0 ? (real)0 : x) - log1p(exp(-fabs(x)));
}
