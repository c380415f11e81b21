// log1p(e^-a) at equal steps, computed when this is compiled: table_linear.cpp and table_quadratic.cpp.
#pragma once

#include <array>

#include "core/narrow.hpp"

namespace softplus_bench::portable::softplus {

// log1p(e^-(i / steps_per_unit)), i = 0 .. last + 1, rounded to the format. e^-a as a product of equal factors, each
// from its series, and log1p(t) = 2 atanh(t / (2 + t)): within 1e-13.
template <FloatFormat T, std::size_t last, int steps_per_unit>
consteval std::array<T, last + 2> residual_table() {
  double factor = 1, term = 1;
  for (int k = 1; k < 12; ++k) factor += term *= -1.0 / steps_per_unit / k;
  std::array<T, last + 2> table{};
  double t = 1;
  for (T& entry : table) {
    const double z = t / (2 + t);
    double sum = 0, power = z;
    for (int k = 1; k < 34; k += 2, power *= z * z) sum += power / k;
    entry = narrow<T>(2 * sum);
    t *= factor;
  }
  return table;
}

}  // namespace softplus_bench::portable::softplus
