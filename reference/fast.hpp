#pragma once
#include <cstddef>
#include <cstdint>
namespace softplus_bench {
struct FastFunction {
  void (*evaluate)(const double* x, double* r, std::size_t n);
  double bound;
};
}  // namespace softplus_bench
