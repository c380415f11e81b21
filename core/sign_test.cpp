#include "core/sign_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>

namespace softplus_bench {
namespace {

// Calls visit(k, P(Binomial(n, 1/2) <= k - 1)) for k = 1, 2, ... up to (n+1)/2 while it returns true.
// Terms are carried as logarithms: 2^-n underflows above n = 1074.
template <class Visit>
void visit_tails(std::size_t n, Visit visit) {
  double log_term = -static_cast<double>(n) * std::numbers::ln2;
  double tail = 0;
  for (std::size_t k = 1; k <= (n + 1) / 2; ++k) {
    tail += std::exp(log_term);
    if (!visit(k, tail)) return;
    log_term += std::log(static_cast<double>(n - k + 1) / static_cast<double>(k));
  }
}

}  // namespace

double sign_test_coverage(std::size_t n, std::size_t k) {
  double coverage = std::numeric_limits<double>::quiet_NaN();
  visit_tails(n, [&](std::size_t rank, double tail) {
    coverage = 1 - 2 * tail;
    return rank < k;
  });
  return coverage;
}

std::size_t sign_test_rank(std::size_t n, double confidence) {
  std::size_t largest = 0;
  visit_tails(n, [&](std::size_t rank, double tail) {
    if (1 - 2 * tail < confidence) return false;
    largest = rank;
    return true;
  });
  return largest;
}

MedianInterval median_interval(std::vector<double> sample, double confidence) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  MedianInterval interval{std::numeric_limits<double>::quiet_NaN(), -infinity, infinity};
  if (sample.empty()) return interval;
  std::sort(sample.begin(), sample.end());
  const std::size_t n = sample.size();
  const double below = sample[(n - 1) / 2];
  const double above = sample[n / 2];
  // midpoint of equal infinities would be a NaN
  interval.median = below == above ? below : std::midpoint(below, above);
  if (const std::size_t k = sign_test_rank(n, confidence); k > 0) {
    interval.low = sample[k - 1];
    interval.high = sample[n - k];
  }
  return interval;
}

MedianInterval median_ratio(std::span<const double> numerator, std::span<const double> denominator, double confidence) {
  if (numerator.size() != denominator.size()) throw std::invalid_argument("median_ratio: samples of different lengths");
  std::vector<double> logs(numerator.size());
  std::transform(numerator.begin(), numerator.end(), denominator.begin(), logs.begin(),
                 [](double a, double b) { return a == b ? 0 : std::log(a / b); });
  const MedianInterval interval = median_interval(std::move(logs), confidence);
  return {std::exp(interval.median), std::exp(interval.low), std::exp(interval.high)};
}

}  // namespace softplus_bench
