// What so many successes in so many trials say of the chance behind them.
#pragma once

#include <cstddef>

namespace softplus_bench {

struct ProportionInterval {
  double low = 0;
  double high = 1;
};

// The exact interval of Clopper and Pearson (Biometrika 26, 1934): [low, high] where P(X >= k | low) and
// P(X <= k | high) are (1 - confidence) / 2, X binomial of n trials; so it holds the true chance at least so often,
// whatever that is. low is 0 of no success, high 1 of nothing else; [0, 1] of no trials. k <= n, confidence in (0, 1).
// Good to 1e-12.
ProportionInterval proportion_interval(std::size_t k, std::size_t n, double confidence);

}  // namespace softplus_bench
