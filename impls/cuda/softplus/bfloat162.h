// strategy: max(x, 0) + log(1 + e^-|x|) in bfloat162 arithmetic, h2exp and h2log
// credit: this project
// formats: bfloat16
// real: __nv_bfloat162
//
// Every step is rounded to bfloat16. 1 + e^-|x| is 1 above 5.5, so that this is 0 below -5.5.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real logarithm = h2log(__hadd2(__float2bfloat162_rn(1), h2exp(__hneg2(__habs2(x)))));
  return __hadd2(__hmax2_nan(x, __float2bfloat162_rn(0)), logarithm);
}
