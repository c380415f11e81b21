#include "core/proportion.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>

namespace softplus_bench {
namespace {

TEST_CASE("the exact interval of a proportion is Boost's", "[proportion]") {
  using Binomial = boost::math::binomial_distribution<double>;
  for (const std::size_t n : {1u, 2u, 7u, 20u, 100u, 200u, 1000u})
    for (std::size_t k = 0; k <= n; k += std::max<std::size_t>(1, n / 20)) {
      const ProportionInterval ours = proportion_interval(k, n, 0.95);
      const auto trials = static_cast<double>(n);
      const auto successes = static_cast<double>(k);
      CAPTURE(k, n);
      CHECK(ours.low == Approx(Binomial::find_lower_bound_on_p(trials, successes, 0.025)).margin(1e-9));
      CHECK(ours.high == Approx(Binomial::find_upper_bound_on_p(trials, successes, 0.025)).margin(1e-9));
    }
}

TEST_CASE("no success has 0 as its lower end, nothing else 1 as its upper one, and no trial says nothing",
          "[proportion]") {
  CHECK(proportion_interval(0, 200, 0.95).low == 0);
  CHECK(proportion_interval(0, 200, 0.95).high == Approx(1 - std::pow(0.025, 1.0 / 200)));
  CHECK(proportion_interval(100, 100, 0.95).high == 1);
  CHECK(proportion_interval(100, 100, 0.95).low == Approx(std::pow(0.025, 1.0 / 100)));
  CHECK(proportion_interval(0, 0, 0.95).low == 0);
  CHECK(proportion_interval(0, 0, 0.95).high == 1);
}

}  // namespace
}  // namespace softplus_bench
