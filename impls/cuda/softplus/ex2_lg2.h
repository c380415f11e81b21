// strategy: x > 20 ? x : log2(1 + 2^(x log2(e))) log(2), ex2.approx.ftz and lg2.approx.ftz
// credit: flash-linear-attention (fla/ops/utils/softplus.py)
// formats: binary32 binary16 bfloat16
//
// The instructions themselves, which flush subnormal inputs and results to zero; 0 below -17.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  float power;
  float logarithm;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(power) : "f"(x * 0x1.715476p+0f));  // log2(e), rounded
  asm("lg2.approx.ftz.f32 %0, %1;" : "=f"(logarithm) : "f"(1 + power));
  return x > 20 ? x : logarithm * 0x1.62e43p-1f;  // log(2), rounded
}
