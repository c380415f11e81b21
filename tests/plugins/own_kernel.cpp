// One of this project's kernels as a plug-in, for what a child process costs: the row OWN_NAME of softplus in binary32,
// as the descriptor OWN_SPACE::OWN_NAME has it. Linked with the kernel's own file, compiled as it is for the program.
#include "core/implementation.hpp"
#include "softplus_bench/plugin.h"

#define SOFTPLUS_BENCH_TEXT_OF(name) #name
#define SOFTPLUS_BENCH_TEXT(name) SOFTPLUS_BENCH_TEXT_OF(name)

namespace softplus_bench::OWN_SPACE {
extern constinit const Implementation OWN_NAME;
}  // namespace softplus_bench::OWN_SPACE

namespace {

constexpr const softplus_bench::Variant<float>& row = softplus_bench::OWN_SPACE::OWN_NAME.binary32;

void evaluate(const void* x, const void* x2, void* y, std::size_t n, const double* parameters) {
  row.kernel(static_cast<const float*>(x), static_cast<const float*>(x2), static_cast<float*>(y), n, parameters);
}

softplus_bench_implementation entry{};

}  // namespace

int softplus_bench_plugin_abi() { return SOFTPLUS_BENCH_PLUGIN_ABI; }

std::size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  entry = {"softplus",         SOFTPLUS_BENCH_TEXT(OWN_NAME),
           "binary32",         row.claim.max_ulp,
           row.claim.on.lower, row.claim.on.upper,
           "this project",     evaluate};
  *table = &entry;
  return 1;
}
