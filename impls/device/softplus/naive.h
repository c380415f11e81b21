// strategy: log(1 + e^x)
// credit: ONNX (definition), WebNN, ncnn, MNN, tract, candle
//
// Right from about x = -1 to log(max) = 88.72 (binary64: 709.78), above which it is +inf. To the left 1 + e^x keeps
// only the bits of e^x above eps: a bit less each log 2, and 0 below -16.64 (-36.74).
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return log(1 + exp(x)); }
