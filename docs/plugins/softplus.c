/* A plug-in for softplus-bench: softplus(x) = max(x, 0) + log1p(e^-|x|) in two formats, each with what it promises.
 *
 *   cc -O2 -Wall -Wextra -shared -fPIC -Iinclude docs/plugins/softplus.c -o softplus.so -lm
 *   softplus-bench gate --plugin ./softplus.so
 *
 * docs/plugins.md says more.
 */
#include <math.h>

#include "softplus_bench/plugin.h"

static void in_binary32(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
  const float* in = x;
  float* out = y;
  (void)x2, (void)parameters; /* softplus has one input and no parameters */
  for (size_t i = 0; i < n; ++i) {
    const double exact_enough = in[i]; /* double has 29 bits more: what is left is the last rounding */
    out[i] = (float)((in[i] > 0 ? exact_enough : 0) + log1p(exp(-fabs(exact_enough))));
  }
}

static void in_binary64(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
  const double* in = x;
  double* out = y;
  (void)x2, (void)parameters;
  for (size_t i = 0; i < n; ++i) out[i] = (in[i] > 0 ? in[i] : 0) + log1p(exp(-fabs(in[i])));
}

/* function, name, format, claimed ULP, on which inputs from and to, credit, kernel */
static const softplus_bench_implementation entries[] = {
    {"softplus", "mine", "binary32", 0.51, -INFINITY, INFINITY, "the example of docs/plugins.md", in_binary32},
    {"softplus", "mine", "binary64", 1.75, -INFINITY, INFINITY, "the example of docs/plugins.md", in_binary64},
};

int softplus_bench_plugin_abi(void) { return SOFTPLUS_BENCH_PLUGIN_ABI; }

size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  *table = entries;
  return sizeof entries / sizeof entries[0];
}
