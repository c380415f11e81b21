// The vectorised sigmoid, silu and softplus_backward of this CPU, called as tests need them.
#pragma once

#include <array>
#include <cstring>
#include <vector>

#include "core/narrow.hpp"
#include "impls/table.hpp"
#include "suites/host_targets.hpp"

namespace softplus_bench {

inline const std::vector<const Implementation*>& fused_here() {
  static const std::vector<const Implementation*> found = [] {
    std::vector<const Implementation*> rows;
    for (const Implementation* row : implementation_table())
      if ((row->function == "sigmoid" || row->function == "silu" || row->function == "softplus_backward") &&
          row->target != Target::scalar && why_unavailable(row->target).empty())
        rows.push_back(row);
    return rows;
  }();
  return found;
}

inline bool has_gradient(const Implementation& row) { return row.function == "softplus_backward"; }

template <class T>
T number(double value) {
  return narrow<T>(value);
}

template <class T>
std::vector<T> outputs(const Implementation& row, const std::vector<T>& x, const std::vector<T>& g, double beta = 1) {
  std::vector<T> y(x.size());
  const std::array<double, parameter_count> parameters{beta, 20};
  const bool two = has_gradient(row);
  row.variant<T>().kernel(x.data(), two ? g.data() : nullptr, y.data(), x.size(), two ? parameters.data() : nullptr);
  return y;
}

template <class T>
T output(const Implementation& row, T x, T g = number<T>(1), double beta = 1) {
  return outputs(row, std::vector<T>{x}, std::vector<T>{g}, beta)[0];
}

template <class T>
bool same_bits(const T* a, const T* b, std::size_t n) {
  return n == 0 || std::memcmp(a, b, n * sizeof(T)) == 0;
}

}  // namespace softplus_bench
