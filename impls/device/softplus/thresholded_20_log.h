// strategy: x > 20 ? x : log(1 + e^x)
// credit: ggml, PaddlePaddle, OneFlow, TVM, Arm Compute Library, Mamba-2
//
// The threshold takes the overflow of naive.h away and nothing else: 0 below -16.64 (binary64: -36.74).
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x > 20 ? x : log(1 + exp(x)); }
