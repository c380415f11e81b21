// strategy: 1/2 + tanh(x/2) / 2
// credit: CUTLASS
//
// For x < 0 the sum cancels to a multiple of eps / 4: no bit left below -16.64 (binary64: -36.74).
FORMULA real evaluate(real x, real x2, real beta, real threshold) {
  return (real)0.5 + (real)0.5 * tanh((real)0.5 * x);
}
