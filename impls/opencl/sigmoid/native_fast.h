// strategy: 1 / (1 + e^-x), native_exp and native_recip
// credit: this project
// formats: binary32 binary16 bfloat16
//
// reciprocal.h with the device's approximations, whose error OpenCL leaves open.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return native_recip(1 + native_exp(-x)); }
