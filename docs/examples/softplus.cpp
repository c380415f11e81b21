// A plug-in in C++: one template, a row for each of two formats.
//
//   c++ -std=c++17 -O2 -shared -fPIC $(pkg-config --cflags softplus-bench) softplus.cpp -o softplus_cpp.so
#include <softplus_bench/plugin.h>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace {

// softplus(x) = max(x, 0) + log1p(e^-|x|), in the format itself.
template <class T>
void softplus(const void* inputs, const void* second_inputs, void* outputs, std::size_t n, const double*) {
  // An exception that leaves a kernel is reported: its row is a failed one, with this text as the reason.
  if (second_inputs != nullptr) throw std::invalid_argument("softplus has one input");
  const T* x = static_cast<const T*>(inputs);
  T* y = static_cast<T*>(outputs);
  for (std::size_t i = 0; i < n; ++i) y[i] = (x[i] > 0 ? x[i] : 0) + std::log1p(std::exp(-std::fabs(x[i])));
}

constexpr double infinity = std::numeric_limits<double>::infinity();
const softplus_bench_implementation rows[] = {
    {"softplus", "from_cpp", "binary32", 1.75, -infinity, infinity, "an example, log1pf and expf", softplus<float>},
    {"softplus", "from_cpp", "binary64", 1.75, -infinity, infinity, "an example, log1p and exp", softplus<double>},
};

}  // namespace

int softplus_bench_plugin_abi() { return SOFTPLUS_BENCH_PLUGIN_ABI; }

std::size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  *table = rows;
  return std::size(rows);
}
