// strategy: -softplus(-x), softplus thresholded at 20, with log(1 + e^-x)
// credit: ggml, TVM (by their softplus)
//
// softplus/thresholded_20_log.h mirrored: no bit left above 16.64 (binary64: 36.74).
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x < -20 ? x : -log(1 + exp(-x)); }
