// The median of a sample and a distribution-free interval for it: the sign test turned round.
//
// The interval is [X(k), X(n+1-k)] of the sorted sample, with the largest k for which
//     1 - 2 P(Binomial(n, 1/2) <= k - 1) >= confidence.
// It misses the true median only when fewer than k observations fall on one side of it, and each
// falls there with probability 1/2 whatever the distribution. So for independent observations the
// coverage is at least `confidence`, exactly so for continuous distributions; ties only raise it.
// (Noether, "Elements of Nonparametric Statistics", 1967; David and Nagaraja, "Order Statistics", 7.1.)
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace softplus_bench {

struct MedianInterval {
  double median = 0;
  double low = 0;
  double high = 0;
};

// Probability that [X(k), X(n+1-k)], 1 <= k <= (n+1)/2, holds the median of a continuous distribution.
double sign_test_coverage(std::size_t n, std::size_t k);

// The largest k whose coverage reaches `confidence` (in [0, 1)); 0 when n is too small for any.
std::size_t sign_test_rank(std::size_t n, double confidence);

// The median (of an even number, halfway between the middle two) and its interval, (-inf, +inf)
// where the sample is too small for the confidence. An empty sample has a NaN for its median.
// No NaN in the sample.
MedianInterval median_interval(std::vector<double> sample, double confidence);

// exp of the median of log(numerator[i] / denominator[i]) and of its interval, (0, +inf) where there
// are too few pairs. Values are at least 0; a pair of two zeros has the ratio 1.
// std::invalid_argument when the lengths differ.
MedianInterval median_ratio(std::span<const double> numerator, std::span<const double> denominator, double confidence);

}  // namespace softplus_bench
