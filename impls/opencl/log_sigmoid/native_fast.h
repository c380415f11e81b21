// strategy: min(x, 0) - log(1 + e^-|x|), native_exp and native_log
// credit: flash-linear-attention (approximate exp2 and log2)
// formats: binary32 binary16 bfloat16
//
// As good as the device's approximations, whose error OpenCL leaves open: absolute, not relative, near 1. 0 for x >> 0.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (x > 0 ? 0 : x) - native_log(1 + native_exp(-fabs(x)));
}
