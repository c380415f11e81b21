// strategy: 1 / (1 + e^-x), __fdividef and __expf
// credit: kernels of the LS-CAT collection (cu_sigmoid)
// formats: binary32 binary16 bfloat16
//
// __fdividef(1, y) is 0 for y in (2^126, 2^128) (CUDA C++ Programming Guide): x from -88.72 to -87.34.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return __fdividef(1, 1 + __expf(-x)); }
