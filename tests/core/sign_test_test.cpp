#include "core/sign_test.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace softplus_bench {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST_CASE("the ranks of the interval are those of the printed tables of the sign test") {
  CHECK(sign_test_rank(5, 0.95) == 0);
  CHECK(sign_test_rank(6, 0.95) == 1);
  CHECK(sign_test_rank(10, 0.95) == 2);
  CHECK(sign_test_rank(20, 0.95) == 6);
  CHECK(sign_test_rank(50, 0.95) == 18);
  CHECK(sign_test_rank(100, 0.95) == 40);
}

TEST_CASE("the coverage of an interval is the exact binomial sum") {
  CHECK(sign_test_coverage(1, 1) == Approx(0));
  CHECK(sign_test_coverage(6, 1) == Approx(1 - 2.0 / 64));
  CHECK(sign_test_coverage(10, 2) == Approx(1 - 2 * 11.0 / 1024));
  CHECK(sign_test_coverage(20, 6) == Approx(1 - 2 * 21700.0 / 1048576));
}

TEST_CASE("the rank is the largest that reaches the confidence, also where 2^-n underflows") {
  for (const std::size_t n : {11u, 12u, 99u, 500u, 501u, 1075u, 5000u}) {
    const std::size_t k = sign_test_rank(n, 0.999);
    CAPTURE(n, k);
    REQUIRE(k >= 1);
    CHECK(sign_test_coverage(n, k) >= 0.999);
    CHECK(sign_test_coverage(n, k + 1) < 0.999);
  }
  // the normal approximation: n/2 - 3.2905 sqrt(n)/2
  CHECK(sign_test_rank(5000, 0.999) == Approx(2500 - 3.2905 * std::sqrt(5000.0) / 2).margin(1));
}

TEST_CASE("a sample too small for the confidence has a median and no finite interval") {
  const auto interval = median_interval({3, 1, 2}, 0.999);
  CHECK(interval.median == 2);
  CHECK(interval.low == -infinity);
  CHECK(interval.high == infinity);
  CHECK(std::isnan(median_interval({}, 0.9).median));
  const std::vector<double> one{2};
  const auto ratio = median_ratio(one, one, 0.9);
  CHECK(ratio.median == 1);
  CHECK(ratio.low == 0);
  CHECK(ratio.high == infinity);
}

TEST_CASE("the interval is made of order statistics, whatever the order of the sample") {
  const auto interval = median_interval({9, 2, 7, 4, 10, 1, 3, 8, 5, 6}, 0.95);
  CHECK(interval.median == 5.5);
  CHECK(interval.low == 2);
  CHECK(interval.high == 9);
}

TEST_CASE("a sample of ties has an interval of one point") {
  const auto interval = median_interval(std::vector<double>(500, 7.0), 0.999);
  CHECK(interval.median == 7);
  CHECK(interval.low == 7);
  CHECK(interval.high == 7);
}

// Share of 4000 simulated samples whose interval holds the true median.
template <class Draw>
double simulated_coverage(std::size_t n, double confidence, double true_median, Draw draw) {
  std::mt19937_64 random(20240607);
  constexpr int samples = 4000;
  int held = 0;
  for (int i = 0; i < samples; ++i) {
    std::vector<double> sample(n);
    for (double& x : sample) x = draw(random);
    const auto interval = median_interval(std::move(sample), confidence);
    held += interval.low <= true_median && true_median <= interval.high ? 1 : 0;
  }
  return static_cast<double>(held) / samples;
}

TEST_CASE("the interval of a skewed distribution covers its median exactly as often as promised") {
  std::lognormal_distribution<double> skewed(0, 2);
  for (const std::size_t n : {11u, 20u, 75u}) {
    const double promised = sign_test_coverage(n, sign_test_rank(n, 0.9));
    CAPTURE(n, promised);
    const double deviation = std::sqrt(promised * (1 - promised) / 4000);
    CHECK(std::abs(simulated_coverage(n, 0.9, 1.0, skewed) - promised) < 4 * deviation);
  }
}

TEST_CASE("ties only raise the coverage") {
  std::uniform_int_distribution<int> die(1, 5);
  const auto draw = [&](std::mt19937_64& random) { return static_cast<double>(die(random)); };
  CHECK(simulated_coverage(20, 0.9, 3.0, draw) >= 0.9);
}

TEST_CASE("a ratio of pairs is found through noise that both share, and inverts with its operands") {
  std::mt19937_64 random(5);
  std::lognormal_distribution<double> shared(3, 1);
  std::normal_distribution<double> own(0, 0.01);
  std::vector<double> a(500);
  std::vector<double> b(500);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double load = shared(random);
    a[i] = load * 1.25 * std::exp(own(random));
    b[i] = load * std::exp(own(random));
  }
  const auto ratio = median_ratio(a, b, 0.999);
  CHECK(ratio.median == Approx(1.25).epsilon(0.01));
  CHECK(ratio.low < 1.25);
  CHECK(ratio.high > 1.25);
  CHECK(ratio.high / ratio.low < 1.01);
  const auto inverse = median_ratio(b, a, 0.999);
  CHECK(inverse.median == Approx(1 / ratio.median));
  CHECK(inverse.low == Approx(1 / ratio.high));
  CHECK(inverse.high == Approx(1 / ratio.low));
}

TEST_CASE("a reading of zero is a ratio, not a NaN") {
  const std::vector<double> a(20, 0.0);
  const std::vector<double> b(20, 1.0);
  CHECK(median_ratio(a, a, 0.9).median == 1);
  CHECK(median_ratio(a, b, 0.9).median == 0);
  CHECK(median_ratio(b, a, 0.9).high == infinity);
}

TEST_CASE("samples of different lengths are not pairs") {
  const std::vector<double> a(3, 1.0);
  const std::vector<double> b(2, 1.0);
  CHECK_THROWS_AS(median_ratio(a, b, 0.9), std::invalid_argument);
}

}  // namespace
}  // namespace softplus_bench
