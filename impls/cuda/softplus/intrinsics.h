// strategy: max(x, 0) + log(1 + e^-|x|), __expf and __logf
// credit: cuda-convnet (kApplyLog1PlusExp)
// formats: binary32 binary16 bfloat16
//
// __logf is right to 2^-21.41 absolutely, not relatively, near 1 (CUDA C++ Programming Guide, intrinsic functions): for
// x << 0 nothing is left of the answer, and 0 below -17, where 1 + e^x is 1.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (x < 0 ? 0 : x) + __logf(1 + __expf(-fabs(x)));
}
