// strategy: 1/2 + tanh(x/2) / 2, tanh.approx
// credit: CUTLASS (CUTLASS_USE_TANH_FOR_SIGMOID)
// formats: binary32 binary16 bfloat16
//
// tanh.approx.f32 is right to 2^-11 relatively (PTX ISA): an absolute error of the sum, 0 for x << 0.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  float tanh_of_half;
  asm("tanh.approx.f32 %0, %1;" : "=f"(tanh_of_half) : "f"(x * 0.5f));
  return 0.5f + 0.5f * tanh_of_half;
}
