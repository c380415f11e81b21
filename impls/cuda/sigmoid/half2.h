// strategy: 1/2 + tanh(x/2) / 2 in half2 arithmetic, tanh.approx.f16x2
// credit: CUTLASS (CUTLASS_USE_TANH_FOR_SIGMOID)
// formats: binary16
// real: __half2
//
// Every step is rounded to binary16; 0 for x << 0.
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  const real half = __float2half2_rn(0.5f);
  real tanh_of_half = __hmul2(x, half);
  unsigned& bits = reinterpret_cast<unsigned&>(tanh_of_half);
  asm("tanh.approx.f16x2 %0, %0;" : "+r"(bits));
  return __hadd2(half, __hmul2(half, tanh_of_half));
}
