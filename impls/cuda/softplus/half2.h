// strategy: log(1 + e^x) in half2 arithmetic, h2exp and h2log
// credit: MIOpen (its packed-half kernel, for AMD)
// formats: binary16
// real: __half2
//
// Every step is rounded to binary16. 1 + e^x is 1 below -7.6, where this is 0, and e^x overflows above 11.09, where
// this is infinity.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return h2log(__hadd2(__float2half2_rn(1), h2exp(x)));
}
