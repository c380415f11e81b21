/* The C interface of an implementation that is compiled apart from softplus-bench and loaded from a shared object.
 *
 * Usable from C, C++, Rust and Fortran. A plug-in defines the two functions at the end and nothing else:
 *
 *   #include <math.h>
 *   #include "softplus_bench/plugin.h"
 *   static void my_softplus(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
 *     const float* in = x;
 *     float* out = y;
 *     (void)x2, (void)parameters;
 *     for (size_t i = 0; i < n; ++i) out[i] = log1pf(expf(in[i]));
 *   }
 *   static const softplus_bench_implementation entries[] = {
 *       {"softplus", "my_kernel", "binary32", -1, 0, 0, "me, log1p(e^x)", my_softplus}};
 *   int softplus_bench_plugin_abi(void) { return SOFTPLUS_BENCH_PLUGIN_ABI; }
 *   size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
 *     *table = entries;
 *     return 1;
 *   }
 *
 *   cc -O2 -shared -fPIC -Iinclude my_kernel.c -o my_kernel.so -lm
 */
#ifndef SOFTPLUS_BENCH_PLUGIN_H
#define SOFTPLUS_BENCH_PLUGIN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SOFTPLUS_BENCH_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define SOFTPLUS_BENCH_PLUGIN_EXPORT
#endif

/* Raised when anything below changes its meaning. */
#define SOFTPLUS_BENCH_PLUGIN_ABI 1

/* One function in one format. The table and its strings stay where they are until the program ends. */
/* NOLINTNEXTLINE(modernize-use-using): C has no other way */
typedef struct {
  const char* function;            /* "softplus": one that `softplus-bench list functions` names */
  const char* name;                /* "my_kernel": lower case, digits and _; function, name and format occur once */
  const char* format;              /* "binary64", "binary32", "binary16" or "bfloat16" */
  double claim_max_ulp;            /* the author's promise, finite; negative or NaN = none */
  double claim_lower, claim_upper; /* on which inputs, both ends included; infinities are allowed */
  const char* credit;              /* may be NULL; else "LIBRARY VERSION, WHAT IS CALLED" */

  /* y[i] = f(x[i]) or f(x[i], x2[i]) for i < n; x2 and parameters are NULL where the function has none, else
   * parameters[0] is beta and parameters[1] the threshold. Elements of the 16-bit formats are their bits, in 2 bytes.
   * x and y may be the same array; each is aligned as its element is. y[i] may depend on x[i] and x2[i] alone. It is
   * called from several threads at once, leaves the floating-point environment as found, and writes nothing but
   * y[0] to y[n - 1]. A C++ exception that leaves it makes the row a failed one. */
  void (*kernel)(const void* x, const void* x2, void* y, size_t n, const double* parameters);
} softplus_bench_implementation;

/* Both are called once, the first one first. */
SOFTPLUS_BENCH_PLUGIN_EXPORT int softplus_bench_plugin_abi(void); /* returns SOFTPLUS_BENCH_PLUGIN_ABI */
/* Points *table at the entries and returns their number. */
SOFTPLUS_BENCH_PLUGIN_EXPORT size_t softplus_bench_plugin(const softplus_bench_implementation** table);

#ifdef __cplusplus
}
#endif

#endif
