// One formula on arrays. Compiled with -DFORMAT=binary64|binary32|binary16|bfloat16 as BINARY64 and so on.
//
// The 16-bit formats are storage, as they are where nothing but conversions of half is offered: widened to float and
// rounded once, to nearest even. OpenCL C has vload_half and vstore_half_rte for that without cl_khr_fp16; bfloat16 is
// the upper half of a float.
#ifndef FAST_MATH
#pragma OPENCL FP_CONTRACT OFF
#endif

#ifdef BINARY64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double real;
typedef double storage;
#else
typedef float real;
#endif

#if defined(BINARY64) || defined(BINARY32)
#ifdef BINARY32
typedef float storage;
#endif
#define LOAD(p, i) (p)[i]
#define STORE(value, p, i) (p)[i] = (value)
#elif defined(BINARY16)
typedef half storage;
#define LOAD(p, i) vload_half(i, p)
#define STORE(value, p, i) vstore_half_rte(value, i, p)
#else
typedef ushort storage;
#define LOAD(p, i) as_float((uint)(p)[i] << 16)
#define STORE(value, p, i) (p)[i] = to_bfloat16(value)
static ushort to_bfloat16(float value) {
  const uint bits = as_uint(value);
  // A NaN keeps its sign and upper bits, and is made quiet: rounding could carry it over into another number.
  if ((bits & 0x7fffffffu) > 0x7f800000u) return (ushort)((bits >> 16) | 0x40u);
  return (ushort)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}
#endif

#define FORMULA static
FORMULA_TEXT

// x and y may be the same buffer, so neither is `restrict`.
kernel void formula(global const storage* x, global const storage* x2, global storage* y, ulong first, ulong n,
                    real beta, real threshold) {
  const ulong i = get_global_id(0);
  if (i < n) STORE(evaluate(LOAD(x, first + i), LOAD(x2, first + i), beta, threshold), y, first + i);
}
