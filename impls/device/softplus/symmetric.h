// strategy: max(x, 0) + log1p(e^-|x|)
// credit: PyTorch (log_sigmoid), TensorFlow Probability, NumPy (logaddexp)
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (x < 0 ? (real)0 : x) + log1p(exp(-fabs(x)));
}
