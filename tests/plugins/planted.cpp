// A plug-in with one fault, or none: PLANTED says which. Compiled once for each.
#include <xmmintrin.h>

#include <cmath>
#include <stdexcept>
#include <string_view>

#include "softplus_bench/plugin.h"

namespace {

constexpr std::string_view planted = PLANTED;

void evaluate(const void* x, const void*, void* y, std::size_t n, const double*) {
  if (planted == "throws") throw std::runtime_error("no memory left\nfor this");
  if (planted == "throws_a_number") throw 42;
  if (planted == "leaves_ftz") _mm_setcsr(_mm_getcsr() | 0x8000);
  for (std::size_t i = 0; i < n; ++i)
    static_cast<double*>(y)[i] = std::log1p(std::exp(static_cast<const double*>(x)[i]));
}
void evaluate_bits(const void* x, const void*, void* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < 2 * n; ++i) static_cast<char*>(y)[i] = static_cast<const char*>(x)[i];
}

constexpr const char* function = planted == "unknown_function" ? "sofplus"
                                 : planted == "null_function"  ? nullptr
                                                               : "softplus";
constexpr const char* name = planted == "bad_name" ? "My Kernel" : "mine";
constexpr const char* format = planted == "unknown_format" ? "float" : "binary64";
constexpr auto kernel = planted == "null_kernel" ? nullptr : evaluate;
constexpr double lower = planted == "claim_nowhere" ? 3 : -INFINITY;

[[maybe_unused]] constexpr softplus_bench_implementation entries[] = {
    {function, name, format, 1.5, lower, 2, "Mine 1.0, log1p", kernel},
    {"softplus", "mine", planted == "duplicate" ? "binary64" : "bfloat16", NAN, 0, 0, nullptr, evaluate_bits},
};

}  // namespace

int softplus_bench_plugin_abi() { return planted == "wrong_abi" ? 7 : SOFTPLUS_BENCH_PLUGIN_ABI; }

#ifndef WITHOUT_TABLE
std::size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  if (planted != "null_table") *table = entries;
  return planted == "no_entries" ? 0 : 2;
}
#endif
