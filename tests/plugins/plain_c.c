/* The example of include/softplus_bench/plugin.h as a C compiler sees it. */
#include <math.h>

#include "softplus_bench/plugin.h"

static void my_softplus(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
  const float* in = x;
  float* out = y;
  (void)x2, (void)parameters;
  for (size_t i = 0; i < n; ++i) out[i] = log1pf(expf(in[i]));
}

static const softplus_bench_implementation entries[] = {
    {"softplus", "my_kernel", "binary32", -1, 0, 0, "me, log1p(e^x)", my_softplus}};

int softplus_bench_plugin_abi(void) { return SOFTPLUS_BENCH_PLUGIN_ABI; }

size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  *table = entries;
  return 1;
}
