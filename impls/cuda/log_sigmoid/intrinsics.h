// strategy: min(x, 0) - log(1 + e^-|x|), __expf and __logf
// credit: flash-linear-attention (in Triton, whose exp and log are approximate likewise)
// formats: binary32 binary16 bfloat16
//
// __logf is right absolutely, not relatively, near 1: for x >> 0 nothing is left of the answer, and 0 above 17.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (x > 0 ? 0 : x) - __logf(1 + __expf(-fabs(x)));
}
