#include "reports/bins.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

namespace sb = softplus_bench;

namespace {

// Neighbours of eight inputs each, errors mostly small and now and then large.
std::vector<sb::EnvelopeBin> invented_bins(std::size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<sb::EnvelopeBin> bins(n);
  for (std::size_t i = 0; i < n; ++i) {
    sb::EnvelopeBin& bin = bins[i];
    bin.first_bits = 8 * i;
    bin.last_bits = 8 * i + 7;
    bin.n = random() % 9;
    bin.n_unscored = 8 - bin.n;
    if (bin.n == 0) continue;
    bin.max_ulp = std::exp2(static_cast<double>(random() % 40) / 10 - 2);
    if (random() % 97 == 0) bin.max_ulp = std::exp2(static_cast<double>(random() % 60));
    bin.mean_ulp = bin.max_ulp / 3;
    bin.argmax_bits = bin.first_bits + random() % 8;
    bin.argmax_got_bits = bin.argmax_bits ^ 1;
    bin.argmax_want_bits = bin.argmax_bits ^ 2;
  }
  return bins;
}

bool holds(const sb::EnvelopeBin& wide, const sb::EnvelopeBin& bin) {
  return wide.first_bits <= bin.first_bits && bin.last_bits <= wide.last_bits;
}

}  // namespace

TEST_CASE("merged bins keep every input, every count and every maximum with its input") {
  for (const unsigned seed : {1U, 2U, 3U})
    for (const std::size_t most : {1U, 2U, 7U, 48U, 999U}) {
      const auto bins = invented_bins(1000, seed);
      const auto wide = sb::merged_bins(bins, most);
      CAPTURE(seed, most);
      CHECK(wide.size() == most);
      std::size_t i = 0;
      for (const sb::EnvelopeBin& each : wide) {
        std::uint64_t n = 0;
        std::uint64_t unscored = 0;
        double sum = 0;
        const sb::EnvelopeBin* worst = nullptr;
        REQUIRE(each.first_bits == bins[i].first_bits);
        for (; i < bins.size() && holds(each, bins[i]); ++i) {
          n += bins[i].n;
          unscored += bins[i].n_unscored;
          sum += bins[i].mean_ulp * static_cast<double>(bins[i].n);
          if (bins[i].n != 0 && (worst == nullptr || bins[i].max_ulp > worst->max_ulp)) worst = &bins[i];
        }
        REQUIRE(each.last_bits == bins[i - 1].last_bits);
        CHECK(each.n == n);
        CHECK(each.n_unscored == unscored);
        if (worst == nullptr) continue;
        CHECK(each.max_ulp == worst->max_ulp);
        CHECK(each.argmax_bits == worst->argmax_bits);
        CHECK(each.argmax_got_bits == worst->argmax_got_bits);
        CHECK(each.argmax_want_bits == worst->argmax_want_bits);
        CHECK(each.mean_ulp == Approx(sum / static_cast<double>(n)));
      }
      CHECK(i == bins.size());
    }
}

TEST_CASE("bins that are few enough stay as they are") {
  const auto bins = invented_bins(20, 4);
  CHECK(sb::merged_bins(bins, 20) == bins);
  CHECK(sb::merged_bins({}, 3).empty());
}

TEST_CASE("a single large error keeps a narrow bin") {
  std::vector<sb::EnvelopeBin> bins(1024);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    bins[i].first_bits = bins[i].last_bits = bins[i].argmax_bits = i;
    bins[i].n = 1;
    bins[i].max_ulp = i == 700 ? 1e6 : 0.5;
  }
  const auto wide = sb::merged_bins(bins, 24);
  const auto found = std::find_if(wide.begin(), wide.end(), [](const auto& bin) { return bin.max_ulp > 1; });
  REQUIRE(found != wide.end());
  CHECK(found->first_bits == 700);
  CHECK(found->last_bits == 700);
}
