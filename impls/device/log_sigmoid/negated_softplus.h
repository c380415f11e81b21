// strategy: -softplus(-x), softplus thresholded at 20
// credit: JAX, Keras, by hand
//
// softplus/thresholded_20.h mirrored: 5.8e5 ulp of binary64 just below -20.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x < -20 ? x : -log1p(exp(-x)); }
