// The right arithmetic of the other functions, in double: right for formats narrower than that.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/narrow.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::faults {

inline double stable_sigmoid(double x) noexcept {
  const double t = std::exp(-std::abs(x));
  return (x < 0 ? t : 1) / (1 + t);
}

inline double stable_sigmoid_derivative(double x) noexcept {
  const double t = std::exp(-std::abs(x));
  return t / ((1 + t) * (1 + t));
}

inline double stable_log_sigmoid(double x) noexcept { return std::min(x, 0.0) - std::log1p(std::exp(-std::abs(x))); }

inline double stable_logaddexp(double a, double b) noexcept {
  if (std::isnan(a) || std::isnan(b)) return a + b;
  if (a == b) return std::isinf(a) ? a : a + std::log1p(1.0);
  const double rest = std::exp(-std::abs(a - b));
  return rest == 0 ? std::max(a, b) : std::max(a, b) + std::log1p(rest);  // -0 beside -infinity stays
}

}  // namespace softplus_bench::faults
