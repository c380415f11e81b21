// strategy: max(x, 0) + log1p(e^-|x|)
// credit: JAX, NumPy, SciPy, MLX, Chainer, NNlib.jl, Stan
//
// Right everywhere, without a threshold: the exponential is at most 1. As good as the device's exp and log1p.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (x < 0 ? (real)0 : x) + log1p(exp(-fabs(x)));
}
