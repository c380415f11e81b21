/* The C interface of an implementation that is compiled apart from softplus-bench and loaded from a shared object.
 *
 * C89 or newer, C++98 or newer; Rust and Fortran repeat the struct. A plug-in defines the two functions at the end:
 *
 *   #include <math.h>
 *   #include <softplus_bench/plugin.h>
 *   static void my_softplus(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
 *     (void)x2, (void)parameters;
 *     for (size_t i = 0; i < n; ++i) ((float*)y)[i] = log1pf(expf(((const float*)x)[i]));
 *   }
 *   static const softplus_bench_implementation entry = {
 *       "softplus", "my_kernel", "binary32", -1, 0, 0, "me, log1p(e^x)", my_softplus};
 *   int softplus_bench_plugin_abi(void) { return SOFTPLUS_BENCH_PLUGIN_ABI; }
 *   size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
 *     *table = &entry;
 *     return 1;
 *   }
 *
 *   cc -O2 -shared -fPIC $(pkg-config --cflags softplus-bench) my_kernel.c -o my_kernel.so -lm
 *   softplus-bench run --plugin ./my_kernel.so -f softplus/my_kernel/binary32/plugin
 *
 * The file is loaded into child processes of softplus-bench, several of them at a time, and never into softplus-bench
 * itself. docs/plugins.md leads from here to a kernel that is gated in a pipeline.
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

/* The version of this interface, raised when anything below changes its meaning. */
#define SOFTPLUS_BENCH_PLUGIN_ABI 1

/* One function in one format. The table and its strings stay where they are until the process ends. In C++20 the
 * members can be named, in this order: {.function = "softplus", .name = ...}. */
/* NOLINTNEXTLINE(modernize-use-using): C has no other way */
typedef struct {
  const char* function;            /* "softplus": one that `softplus-bench list functions` names */
  const char* name;                /* "my_kernel": lower case, digits and _; function, name and format occur once */
  const char* format;              /* "binary64", "binary32", "binary16" or "bfloat16" */
  double claim_max_ulp;            /* the author's promise, finite; negative or NaN = none */
  double claim_lower, claim_upper; /* on which inputs, both ends included; infinities are allowed */
  const char* credit;              /* may be NULL; else "LIBRARY VERSION, WHAT IS CALLED" */

  /* y[i] = f(x[i]) or f(x[i], x2[i]) for every i < n, any n; x2 and parameters are NULL where the function has none,
   * else parameters[0] is beta and parameters[1] the threshold. Elements of the 16-bit formats are their bits, in 2
   * bytes. x and y may be the same array; each is aligned as its element is, perhaps no better. y[i] depends on x[i]
   * and x2[i] alone. The floating-point environment is left as found, and nothing is written but y[0] to y[n - 1].
   *
   * A process calls it from one thread, but for speed rows of several threads: those call it from all at once. One that
   * crashes, does not return in time, ends its process or lets a C++ exception out makes its row a failed one, with the
   * input as a witness; the other rows of the file go on in a new process. */
  void (*kernel)(const void* x, const void* x2, void* y, size_t n, const double* parameters);
} softplus_bench_implementation;

/* Each process that loads the file calls both once, the first one first. C++ need not say extern "C" again. */
SOFTPLUS_BENCH_PLUGIN_EXPORT int softplus_bench_plugin_abi(void); /* returns SOFTPLUS_BENCH_PLUGIN_ABI */
/* Points *table at the entries and returns their number. */
SOFTPLUS_BENCH_PLUGIN_EXPORT size_t softplus_bench_plugin(const softplus_bench_implementation** table);

#ifdef __cplusplus
}
#endif

#endif
