#include "suites/sampler.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/narrow.hpp"
#include "core/wide.hpp"
#include "reference/table.hpp"
#include "suites/random.hpp"

namespace softplus_bench {
namespace {

std::vector<std::uint64_t> all_of(const Sampler& sampler) {
  std::vector<std::uint64_t> x(sampler.size());
  sampler.fill(0, x);
  return x;
}

// The finite numbers as one interval.
std::vector<OrdinalInterval> everything(const FormatTraits& f) {
  const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
  return {{-limit, limit}};
}

// The same inputs, asked for in pieces of odd sizes and from the end.
std::vector<std::uint64_t> in_pieces(const Sampler& sampler) {
  std::vector<std::uint64_t> x(sampler.size());
  std::size_t end = x.size();
  for (std::size_t size = 1; end > 0; size = size * 3 % 101 + 1) {
    const std::size_t begin = end - std::min(size, end);
    sampler.fill(begin, std::span(x).subspan(begin, end - begin));
    end = begin;
  }
  return x;
}

TEST_CASE("an exhaustive set visits every bit pattern once, in number order") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    const auto x = all_of(*exhaustive(f, {}));
    REQUIRE(x.size() == 65536);
    std::vector<bool> seen(65536);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (seen.at(x[i])) FAIL("twice: " << x[i]);
      seen[x[i]] = true;
      if (index_of_bits(f, x[i]) != i) FAIL("out of order: " << x[i]);
    }
  }
  CHECK(exhaustive(traits(FormatId::binary32), {})->size() == std::uint64_t{1} << 32);
  CHECK(exhaustive(traits(FormatId::binary64), {})->size() == ~std::uint64_t{0});
  std::array<std::uint64_t, 2> last{};
  exhaustive(traits(FormatId::binary32), {})->fill((std::uint64_t{1} << 32) - 2, last);
  CHECK(last[1] == 0x7fffffff);
}

TEST_CASE("a range holds every number from its lower to its upper end, and both zeros where it touches zero") {
  const FormatTraits& f = traits(FormatId::binary16);
  const auto range = [&](double low, double high) { return all_of(*exhaustive(f, InputRange{low, high})); };
  for (const auto& [low, high] :
       {std::pair{-1.0, 1.0}, {0.0, 2.0}, {-2.0, 0.0}, {-0.0, 0.0}, {3.0, 5.0}, {-7.0, -6.5}}) {
    CAPTURE(low, high);
    std::vector<std::uint64_t> expected;
    for (std::uint64_t i = 0; i < 65536; ++i) {
      const std::uint64_t bits = bits_at_index(f, i);
      const double x = widen(f, bits);
      if (low <= x && x <= high) expected.push_back(bits);
    }
    CHECK(range(low, high) == expected);
  }
  CHECK(range(1, 1) == std::vector<std::uint64_t>{0x3c00});
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(range(-inf, inf).size() == 2 * 0x7c01);
}

TEST_CASE("intervals share the inputs equally, but none gets more than it has numbers") {
  const FormatTraits& f = traits(FormatId::binary32);
  const std::vector<OrdinalInterval> intervals{{-1000000, -1}, {0, 9}, {10, 2000000}};
  const auto sampler = stratified(f, 300, 1, intervals, {}, {});
  const auto x = all_of(*sampler);
  for (std::size_t i = 0; i < 210; ++i) {
    const OrdinalInterval& interval = intervals[i < 100 ? 0 : i < 110 ? 1 : 2];
    const std::int64_t place = ordinal(f, x[i]);
    if (place < interval.first || place > interval.last) FAIL("input " << i << " is at " << place);
  }
  CHECK(ordinal(f, x[100]) == 0);
  CHECK(ordinal(f, x[109]) == 9);
  CHECK(in_pieces(*sampler) == x);
}

TEST_CASE("stratified inputs are one in each stratum of the ordinals") {
  for (const FormatTraits& f : all_formats)
    for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{1000}, std::uint64_t{20000}}) {
      const auto x = all_of(*stratified(f, n, 5, everything(f), {}, {}));
      REQUIRE(x.size() > n);
      const auto limit = static_cast<int128>(f.max_finite_bits());
      const int128 places = 2 * limit + 1;
      for (std::uint64_t i = 0; i < n; ++i) {
        const int128 place = static_cast<int128>(ordinal(f, x[i])) + limit;
        if (place < places * i / n || place >= places * (i + 1) / n) FAIL(f.name << ": input " << i << " of " << n);
      }
    }
}

TEST_CASE("strata are filled over their whole width") {
  const FormatTraits& f = traits(FormatId::binary32);
  const auto x = all_of(*stratified(f, 4000, 5, everything(f), {}, {}));
  const double width = (2.0 * static_cast<double>(f.max_finite_bits()) + 1) / 4000;
  double sum = 0;
  int in_first_tenth = 0;
  for (std::size_t i = 0; i < 4000; ++i) {
    const double place = static_cast<double>(ordinal(f, x[i]) + static_cast<std::int64_t>(f.max_finite_bits()));
    const double offset = place / width - static_cast<double>(i);
    sum += offset;
    in_first_tenth += offset < 0.1 ? 1 : 0;
  }
  CHECK(sum / 4000 == Approx(0.5).margin(0.02));
  CHECK(in_first_tenth == Approx(400).margin(80));
}

TEST_CASE("an input depends on its index and the seed alone, however the set is cut into pieces") {
  const FormatTraits& f = traits(FormatId::binary32);
  const auto cutoffs = softplus_function.cutoffs;
  for (const std::uint64_t seed : {1u, 2u}) {
    const auto sets = {stratified(f, 3000, seed, everything(f), cutoffs, {}), weighted(f, "normal", 3000, seed),
                       weighted(f, "mamba", 3000, seed), exhaustive(f, InputRange{1, 1.001})};
    for (const auto& set : sets) CHECK(in_pieces(*set) == all_of(*set));
  }
  CHECK(all_of(*stratified(f, 3000, 1, everything(f), {}, {})) ==
        all_of(*stratified(f, 3000, 1, everything(f), {}, {})));
  CHECK(all_of(*stratified(f, 3000, 1, everything(f), {}, {})) !=
        all_of(*stratified(f, 3000, 2, everything(f), {}, {})));
  CHECK(all_of(*weighted(f, "normal", 300, 1)) != all_of(*weighted(f, "normal", 300, 2)));
}

TEST_CASE("stratified inputs of a range stay in it, also when there are fewer numbers than strata") {
  const FormatTraits& f = traits(FormatId::binary32);
  const auto cutoffs = softplus_function.cutoffs;
  const auto x = all_of(*stratified(f, 500, 1, everything(f), cutoffs, InputRange{-3, 20.5}));
  CHECK(x.size() > 500);  // the cutoffs' neighbours in the range
  for (const std::uint64_t bits : x)
    if (widen(f, bits) < -3 || widen(f, bits) > 20.5) FAIL(widen(f, bits));
  const auto crowded = all_of(*stratified(f, 500, 1, everything(f), {}, InputRange{1, 1 + 0x1p-21}));
  REQUIRE(crowded.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(crowded[i] == to_bits(1.0f) + i);
}

TEST_CASE("the neighbours of every cutoff and the special values are in the set") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    auto x = all_of(*stratified(f, 10, 1, everything(f), softplus_function.cutoffs, {}));
    std::sort(x.begin(), x.end());
    const auto holds = [&](std::uint64_t bits) { return std::binary_search(x.begin(), x.end(), bits); };
    for (const double cutoff : softplus_function.cutoffs) {
      const std::int64_t place = ordinal(f, narrow_bits(f, cutoff));
      const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
      for (std::int64_t i = -64; i <= 64; ++i)
        if (std::abs(place + i) <= limit && !holds(bits_at_ordinal(f, place + i))) FAIL(cutoff << " and " << i);
      for (std::int64_t i = 128; i <= 100'000'000; i *= 2)
        if (std::abs(place + i) <= limit && !holds(bits_at_ordinal(f, place + i))) FAIL(cutoff << " and " << i);
    }
    for (const std::uint64_t m : {std::uint64_t{0}, std::uint64_t{1}, f.fraction_mask(), f.fraction_mask() + 1,
                                  f.max_finite_bits(), f.infinity_bits(), f.nan_bits()}) {
      CHECK(holds(m));
      CHECK(holds(m | f.sign_bit()));
    }
  }
}

TEST_CASE("weighted inputs have the mean, the spread and the bounds of their distribution") {
  const FormatTraits& f = traits(FormatId::binary64);
  struct Distribution {
    std::string_view name;
    double mean, variance, low, high;
  };
  for (const Distribution& d : {Distribution{"normal", 0, 1, -6, 6},
                                {"logits", 0, 4, -12, 12},
                                {"uniform", 0, 1600.0 / 12, -20, 20},
                                {"mamba", -11.5, 289.0 / 12, -20, -3}}) {
    CAPTURE(d.name);
    double sum = 0;
    double squares = 0;
    constexpr std::size_t n = 40000;
    for (const std::uint64_t bits : all_of(*weighted(f, d.name, n, 1))) {
      const double x = widen(f, bits);
      if (x < d.low || x > d.high) FAIL(x);
      sum += x;
      squares += (x - d.mean) * (x - d.mean);
    }
    CHECK(sum / n == Approx(d.mean).margin(4 * std::sqrt(d.variance / n)));
    CHECK(squares / n == Approx(d.variance).epsilon(0.05));
  }
  CHECK(weighted(f, "gauss", 10, 1) == nullptr);
  CHECK(weighting_names().size() == 4);
  for (const std::string_view name : weighting_names()) CHECK(weighted(f, name, 10, 1)->size() == 10);
}

TEST_CASE("counter-based random numbers are uniform and their streams unrelated") {
  double sum = 0;
  int equal = 0;
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const double u = random_unit(1, 0, i);
    if (u < 0 || u >= 1) FAIL(u);
    sum += u;
    equal += (random_bits(1, 0, i) & 0xff) == (random_bits(1, 1, i) & 0xff) ? 1 : 0;
  }
  CHECK(sum / 20000 == Approx(0.5).margin(0.01));
  CHECK(equal == Approx(20000.0 / 256).margin(45));
}

}  // namespace
}  // namespace softplus_bench
