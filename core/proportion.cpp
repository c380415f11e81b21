#include "core/proportion.hpp"

#include <algorithm>
#include <cmath>

namespace softplus_bench {
namespace {

// P(X <= k) of n trials of chance p in (0, 1).
double at_most(std::size_t k, std::size_t n, double p) {
  double sum = 0;
  for (std::size_t i = 0; i <= k; ++i) {
    const auto a = static_cast<double>(i);
    const auto b = static_cast<double>(n - i);
    sum += std::exp(std::lgamma(a + b + 1) - std::lgamma(a + 1) - std::lgamma(b + 1) + a * std::log(p) +
                    b * std::log1p(-p));
  }
  return std::min(sum, 1.0);
}

// Where a falling function of p in (0, 1) is `wanted`.
template <class Falling>
double solved(Falling falling, double wanted) {
  double low = 0;
  double high = 1;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (falling(middle) > wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

ProportionInterval proportion_interval(std::size_t k, std::size_t n, double confidence) {
  const double outside = (1 - confidence) / 2;
  ProportionInterval interval;
  // P(X >= k | p) = outside where P(X <= k - 1 | p) = 1 - outside.
  if (k > 0) interval.low = solved([&](double p) { return at_most(k - 1, n, p); }, 1 - outside);
  if (k < n) interval.high = solved([&](double p) { return at_most(k, n, p); }, outside);
  return interval;
}

}  // namespace softplus_bench
