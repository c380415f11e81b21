// strategy: (max(b x, 0) + log(1 + e^-|b x|)) (1 / b), native_exp, native_log and native_recip
// credit: this project
// formats: binary32 binary16 bfloat16
//
// softplus/native_fast.h at b x, whose rounding costs as much again.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real bx = beta * x;
  return ((bx < 0 ? 0 : bx) + native_log(1 + native_exp(-fabs(bx)))) * native_recip(beta);
}
