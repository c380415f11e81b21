#include "suites/scorer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "suites/tally.hpp"

namespace softplus_bench {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double as_double(UlpError error) {
  if (error.scale == 0) return error.value;
  return error.value < 0 ? -infinity : infinity;
}

double ulp_of_tail(const Expected& e) { return static_cast<double>(e.tail) * tail_unit; }

// How far an approximate error may lie from the exact one, which has its tail on the 2^-40 grid.
double slack_of(double uncertainty, double error) {
  return uncertainty == 0 ? 0 : uncertainty + tail_unit + std::abs(error) * 0x1p-50;
}

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
  double estimate(std::uint64_t x, std::uint64_t) const { return reference.oracle().condition_estimate(x); }
  double exact(std::uint64_t x, std::uint64_t) const { return reference.oracle().condition(x); }
};

}  // namespace

void Block::place(std::span<const std::uint64_t> inputs, const RegionMap& regions, const Envelope* envelope,
                  bool are_consecutive) {
  x = inputs;
  consecutive = are_consecutive;
  has_condition = false;
  runs.clear();
  const auto place_of = [&](std::uint64_t input) {
    return Place{regions.of(input), envelope == nullptr ? -1 : envelope->bin_or_none(input)};
  };
  const std::size_t last = x.size() - 1;
  const Place at_first = place_of(x[0]);
  // Stretches and bins are intervals of the number line.
  if (are_consecutive && regions.stretch_of(x[0]) == regions.stretch_of(x[last]) && at_first == place_of(x[last])) {
    runs.push_back({0, x.size(), at_first});
    return;
  }
  runs.push_back({0, 1, at_first});
  for (std::size_t i = 1; i < x.size(); ++i) {
    const Place place = place_of(x[i]);
    if (place == runs.back().place) runs.back().end = i + 1;
    else runs.push_back({i, i + 1, place});
  }
}

void Block::place(std::span<const std::uint64_t> inputs, Place at) {
  x = inputs;
  consecutive = true;
  has_condition = false;
  runs.assign(1, {0, inputs.size(), at});
}

Scorer::Scorer(const FormatTraits& f, std::size_t regions, const Claim& claim, bool with_envelope)
    : f_(f),
      claim_(claim),
      with_envelope_(with_envelope),
      by_region_(regions),
      envelope_(f, default_envelope_grid(f)) {}

void Scorer::score(Block& block, Outputs got, CertifiedReference& reference, bool only_mismatches) {
  for (const Block::Run& run : block.runs) score_run(block, run, got, reference, only_mismatches);
}

void Scorer::score_run(Block& block, const Block::Run& run, Outputs got, CertifiedReference& reference,
                       bool only_mismatches) {
  const Found found = count(block, run, got, reference, only_mismatches);
  if (found.low > found.high) return;  // nothing but outputs without a figure, or known not to matter
  if (found.all_matched && find_extremes_at_ends(block, run, reference)) return;
  find_extremes(block, run, got, found, reference);
}

Scorer::Found Scorer::count(Block& block, const Block::Run& run, Outputs got, CertifiedReference& reference,
                            bool only_mismatches) {
  TallyArrays arrays{error_.data(), grid_.data(), others_.data(), 0};
  const double limit = claim_.exists() ? claim_.max_ulp : not_a_number;
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
    expected = reference.exact(block.x[i]);
    result = softplus_bench::score(f_, got, expected);
  }
  const Observation o{block.x[i], 0, got, expected, result};
  count_output(by_region_[run.place.region], f_, o, claim_, claim_.exists() && in_claim_interval(f_, claim_, o.input));
  if (run.place.bin >= 0)
    envelope_.count(run.place.bin, result.scored ? 1 : 0, result.scored ? 0 : 1,
                    result.scored ? grid_magnitude(f_, result.error) : 0);
  return result.scored ? as_double(result.error) : not_a_number;
}

void Scorer::offer(const Observation& o, Place place, CertifiedReference& reference) {
  offer_extremes(by_region_[place.region], f_, o, Condition{reference});
  if (place.bin >= 0) envelope_.offer(o);
}

void Scorer::offer_exactly(const Block& block, const Block::Run& run, std::size_t i, std::uint64_t got,
                           CertifiedReference& reference) {
  const Expected expected =
      block.reference.uncertainty[i] == 0 ? block.reference.expected(i) : reference.exact(block.x[i]);
  offer({block.x[i], 0, got, expected, softplus_bench::score(f_, got, expected)}, run.place, reference);
}

void Scorer::find_extremes(Block& block, const Block::Run& run, Outputs got, const Found& found,
                           CertifiedReference& reference) {
  const double low = found.low;
  const double high = found.high;
  const double largest = std::max(std::abs(low), std::abs(high));
  const double slack = slack_of(found.uncertainty, largest);
  const ErrorStatistics& s = by_region_[run.place.region];

  // Offers the candidates; among exact ties the one of lowest index is enough.
  const auto offer_where = [&](auto&& is_candidate) {
    std::size_t lowest_tie = run.end;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      if (!is_candidate(error_[i])) continue;
      if (slack != 0) offer_exactly(block, run, i, got[i], reference);
      else if (lowest_tie == run.end || index_of_bits(f_, block.x[i]) < index_of_bits(f_, block.x[lowest_tie]))
        lowest_tie = i;
    }
    if (lowest_tie != run.end) offer_exactly(block, run, lowest_tie, got[lowest_tie], reference);
  };
  // A tie with what stands counts only from a lower index, and only then can the offer change anything.
  const auto ahead = [&](const Witness& standing) {
    if (!standing.any || !block.consecutive) return true;
    return index_of_bits(f_, block.x[run.begin]) < index_of_bits(f_, standing.input);
  };
  // Offers what could be the run's largest of a figure known to lie within a range, if that could pass the bar.
  const auto offer_best = [&](auto&& range_of, const double& bar) {
    double surely = -1;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      ranges_[i] = std::isnan(error_[i]) ? Range{-1, -1} : range_of(i);
      surely = std::max(surely, ranges_[i].low);
    }
    for (std::size_t i = run.begin; i < run.end; ++i)
      if (ranges_[i].high >= surely && ranges_[i].high > bar) offer_exactly(block, run, i, got[i], reference);
  };
  const double bar_low = s.lowest.any ? as_double(s.lowest.error) : infinity;
  const double bar_high = s.highest.any ? as_double(s.highest.error) : -infinity;
  if (low - slack < bar_low || (low - slack == bar_low && ahead(s.lowest)))
    offer_where([&](double e) { return e <= low + 2 * slack; });
  if (high + slack > bar_high || (high + slack == bar_high && ahead(s.highest)))
    offer_where([&](double e) { return e >= high - 2 * slack; });
  if (run.place.bin >= 0) {
    const double bar = envelope_.largest(run.place.bin);
    if (largest + slack > bar || (largest + slack == bar && ahead(envelope_.worst(run.place.bin))))
      offer_where([&](double e) { return std::abs(e) >= largest - 2 * slack; });
  }
  if (largest_relative(block, run, largest + slack, reference) > s.max_relative_eps) {
    offer_best(
        [&](std::size_t i) {
          const std::uint64_t rounded = block.reference.rounded[i];
          if (!is_finite(f_, rounded) || is_zero(f_, rounded)) return Range{-1, -1};
          const double in_ulps = detail::exact_magnitude_in_ulps(f_, block.reference.expected(i));
          const double scale = std::ldexp(1.0, f_.precision - 1);
          const double magnitude = std::abs(error_[i]);
          return Range{(magnitude - slack) / (in_ulps + slack) * scale * (1 - 0x1p-40),
                       (magnitude + slack) / (in_ulps - slack) * scale * (1 + 0x1p-40)};
        },
        s.max_relative_eps);
  }
  if (largest_excess(block, run, largest + slack, reference) <= s.max_conditioning_excess) return;
  if (!block.has_condition) {
    for (std::size_t i = 0; i < block.x.size(); ++i)
      block.condition[i] = reference.oracle().condition_estimate(block.x[i]);
    block.has_condition = true;
  }
  offer_best(
      [&](std::size_t i) {
        const double magnitude = std::abs(error_[i]);
        const double kappa = block.condition[i];
        return Range{conditioning_excess(std::max(magnitude - slack, 0.0), kappa) * (1 - 0x1p-28),
                     conditioning_excess(magnitude + slack, kappa) * (1 + 0x1p-28)};
      },
      s.max_conditioning_excess);
}

// No |y - f| / (|f| 2^(1-p)) of the run is greater, its errors being at most `magnitude` in ulp.
double Scorer::largest_relative(const Block& block, const Block::Run& run, double magnitude,
                                const CertifiedReference& reference) const {
  const BlockReference& r = block.reference;
  const bool subnormal = std::any_of(r.exponent.begin() + static_cast<std::ptrdiff_t>(run.begin),
                                     r.exponent.begin() + static_cast<std::ptrdiff_t>(run.end),
                                     [&](std::int32_t e) { return e == f_.emin; });
  if (subnormal) return infinity;
  // |f| is at least 2^(p-1) ulp; within one binade it is least at an end of consecutive inputs, where f is monotone.
  const std::size_t last = run.end - 1;
  if (!block.consecutive || !reference.function().increasing || r.exponent[run.begin] != r.exponent[last])
    return magnitude;
  const double least = std::min(detail::exact_magnitude_in_ulps(f_, r.expected(run.begin)),
                                detail::exact_magnitude_in_ulps(f_, r.expected(last)));
  return std::ldexp(magnitude / (least - 0x1p-9), f_.precision - 1) * (1 + 0x1p-40);
}

// No |error| / max(1/2, kappa/2) of the run is greater, its errors being at most `magnitude` in ulp.
double Scorer::largest_excess(const Block& block, const Block::Run& run, double magnitude,
                              const CertifiedReference& reference) const {
  const std::uint64_t first = block.x[run.begin];
  const std::uint64_t last = block.x[run.end - 1];
  const double at_first = reference.condition_estimate(first);
  const double at_last = reference.condition_estimate(last);
  if (!block.consecutive || !reference.function().condition_is_monotone || std::isnan(at_first) ||
      std::isnan(at_last) || is_negative(f_, first) != is_negative(f_, last))
    return 2 * magnitude;
  const double kappa = std::min(at_first, at_last);
  return conditioning_excess(magnitude, kappa) * (1 + 0x1p-28);
}

// Where every output of consecutive inputs is RN(f), and RN(f) is one number or the input itself, the tail
// is monotone: extremes lie at the ends. Many inputs there differ in their tails by less than is certain.
// False when this is no such run, and nothing was done.
bool Scorer::find_extremes_at_ends(const Block& block, const Block::Run& run, CertifiedReference& reference) {
  const BlockReference& r = block.reference;
  const std::size_t first = run.begin;
  const std::size_t last = run.end - 1;
  const Function& function = reference.function();
  const bool constant = function.increasing && r.rounded[first] == r.rounded[last];
  const bool identity = function.approaches_identity && r.rounded[first] == block.x[first] &&
                        r.rounded[last] == block.x[last] && !is_negative(f_, block.x[first]);
  if (!block.consecutive || first == last || !(constant || identity)) return false;
  if (r.exponent[first] == f_.emin || r.exponent[first] != r.exponent[last]) return false;
  const Stretch stretch{
      block.x[first], block.x[last],   reference.exact(block.x[first]), reference.exact(block.x[last]),
      run.place,      r.rounded[first]};
  // Below kappa = 1 the excess is twice the error.
  if (!(highest_condition(stretch, reference) <= 1)) return false;
  offer_ends(stretch, reference);
  return true;
}

// The greatest kappa of a stretch; NaN where it is not known.
double Scorer::highest_condition(const Stretch& stretch, const CertifiedReference& reference) const {
  const double at_first = reference.condition_estimate(stretch.first);
  const double at_last = reference.condition_estimate(stretch.last);
  const bool known = reference.function().condition_is_monotone && !std::isnan(at_first) && !std::isnan(at_last) &&
                     is_negative(f_, stretch.first) == is_negative(f_, stretch.last);
  return known ? std::max(at_first, at_last) : not_a_number;
}

void Scorer::offer_ends(const Stretch& stretch, CertifiedReference& reference) {
  const auto offer_at = [&](std::uint64_t x, const Expected& expected) {
    const std::uint64_t got = x == stretch.first ? stretch.got_first : expected.rounded;
    offer({x, 0, got, expected, softplus_bench::score(f_, got, expected)}, stretch.place, reference);
  };
  offer_at(stretch.first, stretch.at_first);
  if (stretch.at_last.tail == stretch.at_first.tail || !could_raise(stretch.place, stretch.at_last, stretch.at_last)) {
    offer_at(stretch.last, stretch.at_last);
    return;
  }
  // Of the inputs tied with the last one, the first is the witness.
  const auto exact_at = [&](std::int64_t index) {
    return reference.exact(bits_at_index(f_, static_cast<std::uint64_t>(index)));
  };
  const auto end = static_cast<std::int64_t>(index_of_bits(f_, stretch.last));
  std::int64_t tied = end;
  if (exact_at(end - 1).tail == stretch.at_last.tail)
    tied = 1 + last_where(static_cast<std::int64_t>(index_of_bits(f_, stretch.first)), end,
                          [&](std::int64_t i) { return exact_at(i).tail != stretch.at_last.tail; });
  offer_at(bits_at_index(f_, static_cast<std::uint64_t>(tied)), exact_at(tied));
}

bool Scorer::score_settled(const Stretch& stretch, const SpanAnswer& answer, std::uint64_t n,
                           CertifiedReference& reference) {
  ErrorStatistics& s = by_region_[stretch.place.region];
  const double largest = std::max(std::abs(ulp_of_tail(stretch.at_first)), std::abs(ulp_of_tail(stretch.at_last)));
  if (claim_.exists() && !(largest < claim_.max_ulp)) return false;
  if (answer.rule != SpanRule::nan) {
    // One error, or a kappa below 1: the excess is largest at an end. Else it must be too small to matter.
    const bool at_ends = stretch.at_first.tail == stretch.at_last.tail ? reference.function().condition_is_monotone
                                                                       : highest_condition(stretch, reference) <= 1;
    if (!at_ends && 2 * largest > s.max_conditioning_excess) return false;
  }
  const double grid = answer.rule == SpanRule::nan ? 0 : std::nearbyint(ulp_of_tail(stretch.at_first) * grid_per_ulp);
  const auto size = static_cast<std::uint64_t>(std::abs(grid));
  s.n += n;
  s.n_scored += n;
  s.n_verdict[0] += n;
  s.n_verdict[1] += n;
  s.histogram.add_small(static_cast<std::int32_t>(size), n);
  s.sum_abs += static_cast<uint128>(size) * n;
  s.sum_signed -= static_cast<int128>(grid) * static_cast<int128>(n);
  s.sum_squares.add({static_cast<uint128>(size * size) * n, 0});
  if (stretch.place.bin >= 0) envelope_.count(stretch.place.bin, n, 0, static_cast<uint128>(size) * n);
  offer_ends(stretch, reference);
  return true;
}

bool Scorer::could_raise(Place place, const Expected& a, const Expected& b) const {
  const ErrorStatistics& s = by_region_[place.region];
  const double from = -std::max(ulp_of_tail(a), ulp_of_tail(b));
  const double to = -std::min(ulp_of_tail(a), ulp_of_tail(b));
  const double largest = std::max(std::abs(from), std::abs(to));
  if (!s.lowest.any || from <= as_double(s.lowest.error) || to >= as_double(s.highest.error)) return true;
  if (2 * largest >= s.max_conditioning_excess) return true;
  if (a.exponent == f_.emin || b.exponent == f_.emin || largest >= s.max_relative_eps) {
    if (!is_zero(f_, a.rounded) || !is_zero(f_, b.rounded)) return true;
  }
  return place.bin >= 0 && largest >= envelope_.largest(place.bin);
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
