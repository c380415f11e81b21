#include "suites/scorer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "suites/tally.hpp"

namespace softplus_bench {
namespace {

// True when no count changes for any error within `slack` of this one.
bool counts_are_certain(double error, double slack, const Claim& claim) {
  const double magnitude = std::abs(error);
  if (!(magnitude < 0x1p40)) return false;
  const double in_grid = magnitude * grid_per_ulp;
  if (std::abs(in_grid - std::floor(in_grid) - 0.5) <= slack * grid_per_ulp) return false;
  if (magnitude <= slack) return false;
  const auto near = [&](double limit) { return std::abs(magnitude - limit) <= slack; };
  return !near(1) && !near(2) && !near(4) && !(claim.exists() && near(claim.max_ulp));
}

struct Condition {
  CertifiedReference& reference;
  double estimate(std::uint64_t x, std::uint64_t x2) const { return reference.condition_estimate(x, x2); }
  double exact(std::uint64_t x, std::uint64_t x2) const { return reference.oracle().condition(x, x2); }
};

}  // namespace

Place place_of(std::uint64_t x, std::uint64_t x2, const RegionMap& regions, const Envelope* envelope) {
  return {regions.of(x, x2), envelope == nullptr ? -1 : envelope->bin_or_none(x)};
}

std::optional<Place> place_between(std::uint64_t first, std::uint64_t last, const RegionMap& regions,
                                   const Envelope* envelope) {
  const Place place = place_of(first, 0, regions, envelope);
  const bool one =
      place == place_of(last, 0, regions, envelope) && regions.stretch_of(first) == regions.stretch_of(last);
  return one ? std::optional(place) : std::nullopt;
}

void Block::place(std::span<const std::uint64_t> inputs, std::span<const std::uint64_t> pairs, const RegionMap& regions,
                  const Envelope* envelope, bool consecutive) {
  const FormatTraits& f = regions.format();
  const auto before = [&](std::uint64_t a, std::uint64_t b) { return index_of_bits(f, a) < index_of_bits(f, b); };
  x = inputs;
  x2 = pairs;
  ascending = x2.empty() && (consecutive || std::is_sorted(x.begin(), x.end(), before));
  has_condition = false;
  if (ascending)
    if (const auto one = place_between(x.front(), x.back(), regions, envelope)) {
      runs.assign(1, {0, x.size(), *one});
      return;
    }
  runs.clear();
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Place place = place_of(x[i], second(i), regions, envelope);
    if (!runs.empty() && place == runs.back().place) runs.back().end = i + 1;
    else runs.push_back({i, i + 1, place});
  }
}

void Block::place(std::span<const std::uint64_t> inputs, Place at) {
  x = inputs;
  x2 = {};
  ascending = true;
  has_condition = false;
  runs.assign(1, {0, inputs.size(), at});
}

Scorer::Scorer(const FormatTraits& f, std::size_t regions, const Claim& claim, const EnvelopeGrid& grid)
    : f_(f), claim_(claim), by_region_(regions), envelope_(f, grid) {}

void Scorer::score(Block& block, Outputs got, CertifiedReference& reference, bool only_mismatches) {
  for (const Block::Run& run : block.runs) score_run(block, run, got, reference, only_mismatches);
}

void Scorer::score_run(Block& block, const Block::Run& run, Outputs got, CertifiedReference& reference,
                       bool only_mismatches) {
  const Found found = count(block, run, got, reference, only_mismatches);
  if (found.low > found.high) return;  // nothing but outputs without a figure, or known not to matter
  find_extremes(block, run, got, found, reference);
}

Scorer::Found Scorer::count(Block& block, const Block::Run& run, Outputs got, CertifiedReference& reference,
                            bool only_mismatches) {
  TallyArrays arrays{error_.data(), grid_.data(), others_.data(), 0};
  const double limit = claim_.exists() ? claim_.max_ulp : std::nan("");
  const Tally t = tally(f_, block.reference, got.data(), run.begin, run.end, {limit, only_mismatches}, arrays);
  ErrorStatistics& s = by_region_[run.place.region];
  s.n += t.n;
  s.n_scored += t.n;
  s.n_verdict[0] += t.correct;
  s.n_verdict[1] += t.faithful;
  s.n_above_1 += t.above_1;
  s.n_above_2 += t.above_2;
  s.max_integer_ulp = std::max(s.max_integer_ulp, t.max_distance);
  const auto sum_abs = static_cast<std::uint64_t>(t.sum_abs);
  s.sum_abs += sum_abs;
  s.sum_signed += static_cast<std::int64_t>(t.sum_signed);
  s.sum_squares.add({static_cast<std::uint64_t>(t.sum_squares), 0});
  s.histogram.add_small(std::span(grid_).subspan(run.begin, run.end - run.begin));
  s.histogram.take_back_small(not_on_grid, arrays.n_others);
  if (run.place.bin >= 0) envelope_.count(run.place.bin, t.n, 0, sum_abs);

  Found found{t.correct == run.end - run.begin, t.least_error, t.greatest_error, t.greatest_uncertainty};
  for (std::size_t k = 0; k < arrays.n_others; ++k) {
    const std::size_t i = others_[k];
    error_[i] = count_one(block, run, i, got[i], reference);
    if (std::isnan(error_[i])) continue;
    found.low = std::min(found.low, error_[i]);
    found.high = std::max(found.high, error_[i]);
    found.uncertainty = std::max(found.uncertainty, block.reference.uncertainty[i]);
  }
  return found;
}

// Returns the error, or NaN when it has none.
double Scorer::count_one(const Block& block, const Block::Run& run, std::size_t i, std::uint64_t got,
                         CertifiedReference& reference) {
  Expected expected = block.reference.expected(i);
  Score result = softplus_bench::score(f_, got, expected);
  const double uncertainty = block.reference.uncertainty[i];
  if (uncertainty != 0 && result.scored &&
      !counts_are_certain(as_double(result.error), slack_of(uncertainty, as_double(result.error)), claim_)) {
    expected = reference.exact(block.x[i], block.second(i));
    result = softplus_bench::score(f_, got, expected);
  }
  const Observation o{block.x[i], block.second(i), got, expected, result};
  count_output(by_region_[run.place.region], f_, o, claim_, claim_.exists() && in_claim_interval(f_, claim_, o.input));
  if (run.place.bin >= 0)
    envelope_.count(run.place.bin, result.scored ? 1 : 0, result.scored ? 0 : 1,
                    result.scored ? grid_magnitude(f_, result.error) : 0);
  return result.scored ? as_double(result.error) : std::nan("");
}

void Scorer::offer(const Observation& o, Place place, CertifiedReference& reference) {
  offer_extremes(by_region_[place.region], f_, o, Condition{reference});
  if (place.bin >= 0) envelope_.offer(o);
}

void Scorer::offer_exactly(const Block& block, const Block::Run& run, std::size_t i, std::uint64_t got,
                           CertifiedReference& reference) {
  const Expected expected =
      block.reference.uncertainty[i] == 0 ? block.reference.expected(i) : reference.exact(block.x[i], block.second(i));
  offer({block.x[i], block.second(i), got, expected, softplus_bench::score(f_, got, expected)}, run.place, reference);
}

void Scorer::count_decreases(const Block& block, Outputs got) {
  for (const Block::Run& run : block.runs) {
    std::size_t place = 0;
    const std::size_t n = softplus_bench::count_decreases(f_, got.data() + run.begin, run.end - run.begin, place);
    if (n == 0) continue;
    const std::uint64_t* const at = got.data() + run.begin + place;
    count_decrease(by_region_[run.place.region], f_, n, block.x[run.begin + place], *at, *(at - 1));
  }
}

}  // namespace softplus_bench
