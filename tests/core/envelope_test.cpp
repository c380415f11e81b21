#include <catch2/catch.hpp>
#include <random>

#include "core/statistics.hpp"
#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

TEST_CASE("every number of the 16-bit formats lies within the bounds of its bin") {
  for (const FormatId id : slow::narrow_formats) {
    const FormatTraits& f = traits(id);
    const EnvelopeGrid grid = default_envelope_grid(f);
    int before = 0;
    for (std::uint64_t index = 0; index < 65536; ++index) {
      const std::uint64_t bits = bits_at_index(f, index);
      if (is_nan(f, bits)) continue;
      const int bin = grid.bin(f, bits);
      if (bin != before && bin != before + 1) FAIL("bins are out of order at " << bits);
      before = bin;
      const auto [first, last] = grid.bounds(f, bin);
      if (index < index_of_bits(f, first) || index > index_of_bits(f, last))
        FAIL(f.name << ": " << bits << " is outside bin " << bin);
    }
    CHECK(grid.bin(f, f.infinity_bits() | f.sign_bit()) == 0);
    CHECK(grid.bin(f, f.infinity_bits()) == grid.bins() - 1);
  }
}

TEST_CASE("bins begin where the one before ends, from -infinity to +infinity") {
  for (const FormatTraits& f : all_formats) {
    const EnvelopeGrid grid = default_envelope_grid(f);
    std::uint64_t expected = index_of_bits(f, f.infinity_bits() | f.sign_bit());
    for (int bin = 0; bin < grid.bins(); ++bin) {
      const auto [first, last] = grid.bounds(f, bin);
      CAPTURE(f.name, bin, first, last);
      REQUIRE(index_of_bits(f, first) == expected);
      REQUIRE(index_of_bits(f, first) <= index_of_bits(f, last));
      REQUIRE(grid.bin(f, first) == bin);
      REQUIRE(grid.bin(f, last) == bin);
      expected = index_of_bits(f, last) + 1;
    }
    CHECK(expected == index_of_bits(f, f.infinity_bits()) + 1);
  }
}

TEST_CASE("bins are uniform in ordinals: so many in every binade") {
  const FormatTraits& f = traits(FormatId::binary32);
  const EnvelopeGrid grid = default_envelope_grid(f);
  const int one = grid.bin(f, to_bits(1.0f));
  CHECK(grid.bin(f, to_bits(2.0f)) == one + (1 << grid.log2_bins_per_binade));
  CHECK(grid.bin(f, to_bits(4.0f)) == one + 2 * (1 << grid.log2_bins_per_binade));
  CHECK(grid.bin(f, to_bits(1 + 1.0f / 16)) == one + 1);
  CHECK(grid.bin(f, to_bits(-1.0f)) == grid.bins() - 1 - one);
}

TEST_CASE("a range has a bin for each number, or at least 512 that cover it") {
  const FormatTraits& f = traits(FormatId::binary32);
  for (const std::uint64_t steps : {0ULL, 1ULL, 1023ULL, 1024ULL, 5000ULL, 1ULL << 30U}) {
    const std::uint64_t first = index_of_bits(f, to_bits(-1e-3f));
    const EnvelopeGrid grid = range_envelope_grid(f, bits_at_index(f, first), bits_at_index(f, first + steps));
    CAPTURE(steps);
    CHECK(grid.bins() == (steps < 1024 ? static_cast<int>(steps) + 1 : grid.bins()));
    CHECK((steps < 1024 || grid.bins() > 512));
    CHECK(grid.bins() <= 1024);
    std::uint64_t expected = first;
    for (int bin = 0; bin < grid.bins(); ++bin) {
      const auto [low, high] = grid.bounds(f, bin);
      REQUIRE(index_of_bits(f, low) == expected);
      REQUIRE(grid.bin(f, low) == bin);
      REQUIRE(grid.bin(f, high) == bin);
      expected = index_of_bits(f, high) + 1;
    }
    CHECK(expected == first + steps + 1);
    CHECK(grid.bin(f, to_bits(-1.0f)) == 0);
    CHECK(grid.bin(f, f.infinity_bits()) == grid.bins() - 1);
  }
}

TEST_CASE("a range from 0 to -0 is one bin") {
  const FormatTraits& f = traits(FormatId::binary32);
  const EnvelopeGrid grid = range_envelope_grid(f, 0, f.sign_bit());
  CHECK(grid.bins() == 1);
  CHECK(grid.bounds(f, 0) == std::pair<std::uint64_t, std::uint64_t>(0, 0));
}

struct Output {
  std::uint64_t input;
  std::uint64_t got;
};
const Expected one{0x3c00, 0, 0, true};

Envelope envelope_of(const std::vector<Output>& outputs) {
  const FormatTraits& f = traits(FormatId::binary16);
  Envelope envelope(f, default_envelope_grid(f));
  for (const Output& o : outputs) envelope.add({o.input, 0, o.got, one, score(f, o.got, one)});
  return envelope;
}

TEST_CASE("no maximum is lost: the envelope's largest error is that of all outputs") {
  const FormatTraits& f = traits(FormatId::binary16);
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 40; ++trial) {
    std::vector<Output> outputs(200);
    double worst = 0;
    std::uint64_t unscored = 0;
    std::uint64_t scored = 0;
    for (Output& o : outputs) {
      o = {random() & 0xffff, random() % 10 == 0 ? f.nan_bits() : 0x3c00 + random() % 900};
      if (is_nan(f, o.input)) continue;
      const Score s = score(f, o.got, one);
      (s.scored ? scored : unscored) += 1;
      worst = std::max(worst, std::fabs(s.error.value));
    }
    double found = 0;
    std::uint64_t n = 0;
    std::uint64_t n_unscored = 0;
    for (const EnvelopeBin& bin : envelope_of(outputs).bins()) {
      found = std::max(found, bin.max_ulp);
      n += bin.n;
      n_unscored += bin.n_unscored;
      if (bin.n == 0) continue;
      const auto at = index_of_bits(f, bin.argmax_bits);
      if (at < index_of_bits(f, bin.first_bits) || at > index_of_bits(f, bin.last_bits))
        FAIL("witness outside its bin");
      if (bin.mean_ulp > bin.max_ulp) FAIL("mean above maximum");
    }
    CHECK(found == worst);
    CHECK(n == scored);
    CHECK(n_unscored == unscored);
  }
}

TEST_CASE("any partition of the outputs gives the same envelope") {
  std::mt19937_64 random(12);
  std::vector<Output> outputs(500);
  for (Output& o : outputs) o = {random() & 0xffff, random() % 9 == 0 ? 0x7e00 : 0x3c00 + random() % 3};  // many ties
  const auto whole = envelope_of(outputs).bins();
  CHECK(whole.size() > 50);
  for (int trial = 0; trial < 10; ++trial) {
    std::shuffle(outputs.begin(), outputs.end(), random);
    const auto cut = outputs.begin() + static_cast<std::ptrdiff_t>(random() % outputs.size());
    Envelope a = envelope_of({outputs.begin(), cut});
    Envelope b = envelope_of({cut, outputs.end()});
    b.merge(a);
    CHECK((b.bins() == whole));
    a.merge(envelope_of({cut, outputs.end()}));
    CHECK((a.bins() == whole));
  }
}

}  // namespace
}  // namespace softplus_bench
