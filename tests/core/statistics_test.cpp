#include "core/statistics.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

constexpr FormatTraits b64 = format_traits<double>;
constexpr FormatTraits b32 = format_traits<float>;

// A condition number made up from the input; one estimate in eight is missing, the others are a little off.
struct MadeUpCondition {
  double exact(std::uint64_t x, std::uint64_t) const { return 0.1 + static_cast<double>(x * 2654435761u % 1000) / 50; }
  double estimate(std::uint64_t x, std::uint64_t x2) const {
    if (x % 8 == 0) return std::nan("");
    return exact(x, x2) * (x % 2 == 0 ? 1 + 0x1p-31 : 1 - 0x1p-31);
  }
};

// One output with everything the statistics read; scores of every size, every verdict, ties between inputs.
struct Sample {
  std::uint64_t input;
  std::uint64_t got;
  Expected expected;
  Observation observation(const FormatTraits& f) const { return {input, 0, got, expected, score(f, got, expected)}; }
};

std::vector<Sample> random_samples(const FormatTraits& f, std::size_t n, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::uint64_t mask = f.sign_bit() | (f.sign_bit() - 1);
  const auto finite = [&] { return random() % (f.max_finite_bits() + 1) | (random() % 2 == 0 ? f.sign_bit() : 0); };
  std::vector<Sample> samples(n);
  for (Sample& s : samples) {
    s.input = random() % 64 == 0 ? f.nan_bits() : random() & mask;
    s.expected.rounded = finite();
    const double value = widen(f, s.expected.rounded);
    s.expected.exponent = value == 0 ? f.emin : std::max(std::ilogb(value), f.emin);
    s.expected.tail = static_cast<std::int64_t>(random() >> 24) - (std::int64_t{1} << 39);
    s.expected.tail |= 1;
    const std::int64_t place = ordinal(f, s.expected.rounded);
    const std::int64_t room = static_cast<std::int64_t>(f.max_finite_bits()) - std::abs(place);
    switch (random() % 8) {
      case 0: s.got = random() & mask; break;
      case 1: s.got = s.expected.rounded; break;
      case 2: s.got = f.infinity_bits(); break;
      case 3: s.got = random() % 4 == 0 ? f.nan_bits() : 0; break;
      case 4: s.expected.rounded = random() % 2 == 0 ? f.nan_bits() : f.infinity_bits(); [[fallthrough]];
      default:
        // The same few errors again and again, so that extremes tie.
        s.expected.tail = (random() % 2 == 0 ? 1 : -1) * ((std::int64_t{1} << 38) + 1);
        s.got = bits_at_ordinal(f, place + std::min<std::int64_t>(static_cast<std::int64_t>(random() % 4), room));
    }
  }
  return samples;
}

constexpr Claim some_claim{2.5, {-1e3, infinity}};

void add(ErrorStatistics& s, const FormatTraits& f, const Sample& sample) {
  accumulate(s, f, sample.observation(f), some_claim, in_claim_interval(f, some_claim, sample.input),
             MadeUpCondition{});
}

template <class Samples>
ErrorStatistics statistics_of(const FormatTraits& f, const Samples& samples) {
  ErrorStatistics s;
  for (const Sample& sample : samples) add(s, f, sample);
  return s;
}

ErrorStatistics merged(const FormatTraits& f, ErrorStatistics a, const ErrorStatistics& b) {
  a.merge(f, b);
  return a;
}

TEST_CASE("merging is associative and commutative, and empty statistics are its identity") {
  for (const FormatTraits& f : all_formats)
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(f.name, seed);
      const auto a = statistics_of(f, random_samples(f, 30, 3 * seed));
      const auto b = statistics_of(f, random_samples(f, 1 + seed % 40, 3 * seed + 1));
      const auto c = statistics_of(f, random_samples(f, 30, 3 * seed + 2));
      REQUIRE((merged(f, a, b) == merged(f, b, a)));
      REQUIRE((merged(f, merged(f, a, b), c) == merged(f, a, merged(f, b, c))));
      REQUIRE((merged(f, a, {}) == a));
      REQUIRE((merged(f, {}, a) == a));
      REQUIRE_FALSE((merged(f, a, b) == a));
    }
}

TEST_CASE("any partition of the outputs in any order gives the same statistics") {
  for (const FormatTraits& f : all_formats) {
    auto samples = random_samples(f, 600, 77);
    const auto whole = statistics_of(f, samples);
    CHECK(whole.n == 600);
    CHECK(whole.n_claim_violations > 0);
    CHECK(whole.first_violation.any);
    CHECK(whole.max_conditioning_excess > 0);
    std::mt19937_64 random(78);
    for (int trial = 0; trial < 25; ++trial) {
      std::shuffle(samples.begin(), samples.end(), random);
      const std::size_t parts = 1 + random() % 9;
      std::vector<ErrorStatistics> part(parts);
      for (const Sample& sample : samples) add(part[random() % parts], f, sample);
      // Merged as a tree of random shape.
      while (part.size() > 1) {
        const std::size_t i = random() % (part.size() - 1);
        part[i].merge(f, part[i + 1]);
        part.erase(part.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      }
      CAPTURE(f.name, trial);
      REQUIRE((part[0] == whole));
    }
  }
}

TEST_CASE("the same input with different outputs has one witness, whatever the order") {
  // As with an implementation whose result depends on the position.
  const Expected one{to_bits(1.0f), 0, 0, true};
  const Sample nan{5, b32.nan_bits(), one};
  const Sample infinite{5, b32.infinity_bits(), one};
  CHECK((statistics_of(b32, std::vector{nan, infinite}) == statistics_of(b32, std::vector{infinite, nan})));
  const std::vector<Sample> both{nan, infinite};
  const auto a = statistics_of(b32, std::vector{nan});
  const auto b = statistics_of(b32, std::vector{infinite});
  CHECK((merged(b32, a, b) == merged(b32, b, a)));
}

TEST_CASE("the sums, counts and extremes of a few known errors") {
  const Expected one{to_bits(1.0f), 0, 0, true};
  const auto up = [](int ulps) { return to_bits(1.0f) + static_cast<std::uint64_t>(ulps); };
  ErrorStatistics s;
  for (const auto& [input, got] : {std::pair{30, up(0)}, {20, up(1)}, {10, up(3)}, {40, up(8)}, {35, up(8)}})
    add(s, b32, {static_cast<std::uint64_t>(input), got, one});
  add(s, b32, {50, to_bits(1.0f - 0x1p-24f), one});
  add(s, b32, {60, b32.nan_bits(), one});
  CHECK(s.n == 7);
  CHECK(s.n_scored == 6);
  CHECK(s.count(correctly_rounded) == 1);
  CHECK(s.count(wrong_nan) == 1);
  CHECK(s.n_above_1 == 3);
  CHECK(s.n_above_2 == 3);
  CHECK(s.n_above_4 == 2);
  CHECK(s.n_above_claim == 3);
  CHECK(s.n_claim_violations == 4);
  CHECK((s.sum_abs == 20 * 1024 + 512));
  CHECK((s.sum_signed == 20 * 1024 - 512));
  CHECK((s.sum_squares == WideSum{uint128{1 + 9 + 64 + 64} * 1024 * 1024 + 512 * 512, 0}));
  CHECK(s.highest.error.value == 8);
  CHECK(s.highest.input == 35);  // the lower of the two
  CHECK(s.lowest.error.value == -0.5);
  CHECK(s.lowest.input == 50);
  CHECK(s.worst(b32).input == 35);
  CHECK(s.worst(b32).want == to_bits(1.0f));
  CHECK(s.worst(b32).got == up(8));
  CHECK(s.first_violation.input == 10);
  CHECK(s.max_integer_ulp == 8);
  CHECK(s.max_relative_eps == 8);
}

TEST_CASE("of equal errors the witness is the input of lowest index: negative inputs before positive") {
  const Expected one{to_bits(1.0f), 0, 0, true};
  ErrorStatistics s;
  for (const float x : {1.0f, -1.0f, -2.0f, 2.0f}) add(s, b32, {to_bits(x), to_bits(1.0f) + 5, one});
  CHECK(s.highest.input == to_bits(-2.0f));
  add(s, b32, {to_bits(-3.0f), to_bits(1.0f) - 10, one});  // 10 half ulps below
  CHECK(s.worst(b32).input == to_bits(-3.0f));
}

TEST_CASE("a claim is judged inside its interval and on every NaN") {
  const Claim claim{1, {-2, 3}};
  CHECK(in_claim_interval(b32, claim, to_bits(-2.0f)));
  CHECK(in_claim_interval(b32, claim, to_bits(3.0f)));
  CHECK_FALSE(in_claim_interval(b32, claim, to_bits(std::nextafter(3.0f, 4.0f))));
  CHECK_FALSE(in_claim_interval(b32, claim, b32.infinity_bits()));
  CHECK(in_claim_interval(b32, claim, b32.nan_bits() | b32.sign_bit()));
  const Expected one{to_bits(1.0f), 0, 0, true};
  ErrorStatistics outside;
  ErrorStatistics no_claim;
  const Sample wrong{1, b32.nan_bits(), one};
  accumulate(outside, b32, wrong.observation(b32), claim, false, MadeUpCondition{});
  accumulate(no_claim, b32, wrong.observation(b32), Claim{}, true, MadeUpCondition{});
  CHECK(outside.n_claim_violations == 0);
  CHECK(no_claim.n_claim_violations == 0);
  // Exactly at the claim is within it.
  ErrorStatistics at;
  const Sample two_ulp{1, to_bits(1.0f) + 2, one};
  accumulate(at, b32, two_ulp.observation(b32), Claim{2, {}}, true, MadeUpCondition{});
  CHECK(at.n_claim_violations == 0);
  accumulate(at, b32, two_ulp.observation(b32), Claim{std::nextafter(2.0, 0.0), {}}, true, MadeUpCondition{});
  CHECK(at.n_claim_violations == 1);
}

TEST_CASE("the conditioning excess counts half an ulp, or half the condition number where that is more") {
  struct Fixed {
    double kappa;
    double estimate(std::uint64_t, std::uint64_t) const { return kappa; }
    double exact(std::uint64_t, std::uint64_t) const { return kappa; }
  };
  const Sample four_ulp{1, to_bits(1.0f) + 4, {to_bits(1.0f), 0, 0, true}};
  const auto excess = [&](double kappa) {
    ErrorStatistics s;
    accumulate(s, b32, four_ulp.observation(b32), {}, false, Fixed{kappa});
    return s.max_conditioning_excess;
  };
  CHECK(excess(0) == 8);
  CHECK(excess(1) == 8);
  CHECK(excess(2) == 4);
  CHECK(excess(16) == 0.5);
}

TEST_CASE("errors enter the sums rounded to the nearest 2^-10 ulp and clamped at 2^(p+1) ulp") {
  CHECK((grid_magnitude(b32, {0x1p-11, 0}) == 0));
  CHECK((grid_magnitude(b32, {std::nextafter(0x1p-11, 1.0), 0}) == 1));
  CHECK((grid_magnitude(b32, {-3 * 0x1p-11, 0}) == 2));
  CHECK((grid_magnitude(b32, {5 * 0x1p-11, 0}) == 2));
  CHECK((grid_magnitude(b32, {0x1p25, 0}) == uint128{1} << 35));
  CHECK((grid_magnitude(b32, {0x1p26, 0}) == uint128{1} << 35));
  CHECK((grid_magnitude(b64, {1, 2000}) == uint128{1} << 64));
  CHECK((grid_magnitude(b64, {-0x1p54, 0}) == uint128{1} << 64));
}

TEST_CASE("a total loss is counted, clamped in the sums and kept whole in the extremes") {
  const Sample lost{7, b64.max_finite_bits(), {1, 0, b64.emin, true}};
  const auto s = statistics_of(b64, std::vector{lost, lost});
  CHECK(s.n_above_4 == 2);
  CHECK(s.highest.error.scale == 2097);
  CHECK((s.sum_abs == uint128{1} << 65));
  CHECK((s.sum_squares == WideSum{0, 2}));
  CHECK(s.max_relative_eps == infinity);
  CHECK(s.max_integer_ulp == b64.max_finite_bits() - 1);
}

TEST_CASE("the distance in integers is right across zero, where it exceeds 2^63") {
  const Sample far{7, b64.max_finite_bits() | b64.sign_bit(), {b64.max_finite_bits(), 0, b64.emax, true}};
  CHECK(statistics_of(b64, std::vector{far}).max_integer_ulp == 2 * b64.max_finite_bits());
}

TEST_CASE("histogram bins follow each other without gaps up to the largest error") {
  CHECK(ErrorHistogram::lower_ulp(0) == 0);
  for (int bin = 0; bin < ErrorHistogram::size; ++bin) {
    const double lower = ErrorHistogram::lower_ulp(bin);
    if (!(lower < ErrorHistogram::upper_ulp(bin))) FAIL("bin " << bin << " is empty");
    const auto grid = static_cast<uint128>(std::ldexp(lower, 10));
    if (ErrorHistogram::bin(grid) != bin) FAIL("the lower bound of bin " << bin << " lies outside it");
    if (bin > 0 && ErrorHistogram::bin(grid - 1) != bin - 1) FAIL("a gap below bin " << bin);
  }
  for (const FormatTraits& f : all_formats) {
    const uint128 largest = grid_magnitude(f, {1, 5000});
    const int bin = ErrorHistogram::bin(largest);
    const double ulp = std::ldexp(1.0, f.precision + 1);
    CHECK(ErrorHistogram::lower_ulp(bin) <= ulp);
    CHECK(ErrorHistogram::upper_ulp(bin) > ulp);
  }
}

TEST_CASE("percentiles of known vectors") {
  ErrorHistogram hundred;
  for (unsigned i = 1; i <= 100; ++i) hundred.add(i);
  CHECK(hundred.percentile(0.5) == 50 / grid_per_ulp);
  CHECK(hundred.percentile(0.9) == 90 / grid_per_ulp);
  CHECK(hundred.percentile(0.99) == 99 / grid_per_ulp);
  CHECK(hundred.percentile(0.999) == 100 / grid_per_ulp);
  CHECK(hundred.percentile(1) == 100 / grid_per_ulp);
  CHECK(hundred.percentile(0) == 1 / grid_per_ulp);
  ErrorHistogram skewed;
  skewed.add(0, 998);
  skewed.add(uint128{1} << 20);
  skewed.add(uint128{1} << 30);
  CHECK(skewed.percentile(0.5) == 0);
  CHECK(skewed.percentile(0.99) == 0);
  CHECK(skewed.percentile(0.999) == 1024);
  CHECK(skewed.percentile(1) == 0x1p20);
  CHECK(std::isnan(ErrorHistogram().percentile(0.5)));
  const auto bins = skewed.bins();
  REQUIRE(bins.size() == 3);
  CHECK(bins[0] == HistogramBin{0, 1 / grid_per_ulp, 998});
  CHECK(bins[1] == HistogramBin{1024, 1152, 1});
}

}  // namespace
}  // namespace softplus_bench
