/* The same kernel as a plug-in, for `softplus-bench run --plugin ./my_kernel.so`. */
#include <math.h>
#include <softplus_bench/plugin.h>

static void my_softplus(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
  const float* in = x;
  float* out = y;
  (void)x2, (void)parameters;
  for (size_t i = 0; i < n; ++i) out[i] = fmaxf(in[i], 0) + log1pf(expf(-fabsf(in[i])));
}

static const softplus_bench_implementation entries[] = {
    {"softplus", "my_kernel", "binary32", 2, -INFINITY, INFINITY, "an example, max(x,0)+log1p(e^-|x|)", my_softplus}};

int softplus_bench_plugin_abi(void) { return SOFTPLUS_BENCH_PLUGIN_ABI; }

size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  *table = entries;
  return sizeof entries / sizeof entries[0];
}
