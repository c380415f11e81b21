// strategy: (x < 0 ? t : 1) / (1 + t), t = e^-|x|
// credit: NNlib.jl, FATE, ONNX's reference
//
// Right everywhere, subnormal results included: three roundings, and the device's exp.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real t = exp(-fabs(x));
  return (x < 0 ? t : (real)1) / (1 + t);
}
