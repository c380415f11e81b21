// The Scorer's search for extremes: the outputs that could be one, and only they, are scored exactly.
#include <algorithm>
#include <cmath>
#include <limits>

#include "reference/function.hpp"
#include "suites/scorer.hpp"

namespace softplus_bench {
namespace {

// Of correct outputs, in ulp.
double largest_error(const Stretch& stretch) {
  return std::max(std::abs(ulp_of_tail(stretch.at_first)), std::abs(ulp_of_tail(stretch.at_last)));
}

}  // namespace

// Offers the candidates by their approximate errors; among exact ties the one of lowest index is enough.
template <class IsCandidate>
void Scorer::offer_where(const Look& look, IsCandidate&& is_candidate) {
  const auto& [block, run, got, found, slack, reference] = look;
  const auto place = [&, &block = block](std::size_t i) {
    return std::pair(index_of_bits(f_, block.x[i]), index_of_bits(f_, block.second(i)));
  };
  std::size_t lowest_tie = run.end;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (!is_candidate(error_[i])) continue;
    if (slack != 0) offer_exactly(block, run, i, got[i], reference);
    else if (lowest_tie == run.end || place(i) < place(lowest_tie)) lowest_tie = i;
  }
  if (lowest_tie != run.end) offer_exactly(block, run, lowest_tie, got[lowest_tie], reference);
}

// Offers what could be the run's largest of a figure known to lie within a range, if that could pass the bar.
template <class RangeOf>
void Scorer::offer_best(const Look& look, const double& bar, RangeOf&& range_of) {
  const auto& [block, run, got, found, slack, reference] = look;
  double surely = -1;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    ranges_[i] = std::isnan(error_[i]) ? Range{-1, -1} : range_of(i);
    surely = std::max(surely, ranges_[i].low);
  }
  for (std::size_t i = run.begin; i < run.end; ++i)
    if (ranges_[i].high >= surely && ranges_[i].high > bar) offer_exactly(block, run, i, got[i], reference);
}

void Scorer::find_extremes(Block& block, const Block::Run& run, Outputs got, const Found& found,
                           CertifiedReference& reference) {
  const double largest = std::max(std::abs(found.low), std::abs(found.high));
  const Look look{block, run, got, found, slack_of(found.uncertainty, largest), reference};
  if (found.all_matched && find_extremes_at_ends(look)) return;
  if (!(largest < infinity)) {
    // Errors beyond double's range are told apart by nothing that is known here.
    for (std::size_t i = run.begin; i < run.end; ++i)
      if (!std::isnan(error_[i])) offer_exactly(block, run, i, got[i], reference);
    return;
  }
  find_signed(look, largest);
  const ErrorStatistics& s = by_region_[run.place.region];
  if (largest_relative(look, largest + look.slack) > s.max_relative_eps) find_relative(look);
  // What twice the error cannot raise needs no kappa.
  if (2 * (largest + look.slack) <= s.max_conditioning_excess) return;
  if (largest_excess(look, largest + look.slack) > s.max_conditioning_excess) find_excess(look, block);
}

void Scorer::find_signed(const Look& look, double largest) {
  const auto& [block, run, got, found, slack, reference] = look;
  const ErrorStatistics& s = by_region_[run.place.region];
  // A tie with what stands counts only from a lower index, and only then can the offer change anything.
  const bool ascending = block.ascending;
  const std::uint64_t first = index_of_bits(f_, block.x[run.begin]);
  const auto ahead = [&](const Witness& standing) {
    return !standing.any || !ascending || first < index_of_bits(f_, standing.input);
  };
  const double low = found.low;
  const double high = found.high;
  const double reach = 2 * slack;
  const double bar_low = s.lowest.any ? as_double(s.lowest.error) : infinity;
  const double bar_high = s.highest.any ? as_double(s.highest.error) : -infinity;
  if (low - slack < bar_low || (low - slack == bar_low && ahead(s.lowest)))
    offer_where(look, [&](double e) { return e <= low + reach; });
  if (high + slack > bar_high || (high + slack == bar_high && ahead(s.highest)))
    offer_where(look, [&](double e) { return e >= high - reach; });
  if (run.place.bin < 0) return;
  const double bar = envelope_.largest(run.place.bin);
  if (largest + slack > bar || (largest + slack == bar && ahead(envelope_.worst(run.place.bin))))
    offer_where(look, [&](double e) { return std::abs(e) >= largest - reach; });
}

void Scorer::find_relative(const Look& look) {
  const BlockReference& r = look.block.reference;
  const double scale = std::ldexp(1.0, f_.precision - 1);
  offer_best(look, by_region_[look.run.place.region].max_relative_eps, [&](std::size_t i) {
    if (!is_finite(f_, r.rounded[i])) return Range{-1, -1};
    const double in_ulps = detail::exact_magnitude_in_ulps(f_, r.expected(i));
    if (detail::rounds_to_nothing(in_ulps)) return Range{-1, -1};
    const double magnitude = std::abs(error_[i]);
    // Far below the 1/2 that in_ulps exceeds; the slack, which grows with the error, may be more than that.
    const double doubt = look.found.uncertainty + tail_unit;
    return Range{(magnitude - look.slack) / (in_ulps + doubt) * scale * (1 - 0x1p-40),
                 (magnitude + look.slack) / (in_ulps - doubt) * scale * (1 + 0x1p-40)};
  });
}

void Scorer::find_excess(const Look& look, Block& block) {
  if (!block.has_condition) {
    for (std::size_t i = 0; i < block.x.size(); ++i)
      block.condition[i] = look.reference.condition_estimate(block.x[i], block.second(i));
    block.has_condition = true;
  }
  offer_best(look, by_region_[look.run.place.region].max_conditioning_excess, [&](std::size_t i) {
    const double magnitude = std::abs(error_[i]);
    return Range{conditioning_excess(std::max(magnitude - look.slack, 0.0), block.condition[i]) * (1 - 0x1p-28),
                 conditioning_excess(magnitude + look.slack, block.condition[i]) * (1 + 0x1p-28)};
  });
}

// No |y - f| / (|f| 2^(1-p)) is greater where |f| is normal, lies between two values of one binade, and no error is
// greater than `magnitude` in ulp.
double Scorer::largest_relative(const Expected& a, const Expected& b, double magnitude) const {
  const double least = std::min(detail::exact_magnitude_in_ulps(f_, a), detail::exact_magnitude_in_ulps(f_, b));
  return std::ldexp(magnitude / (least - 0x1p-9), f_.precision - 1) * (1 + 0x1p-40);
}

// The same of a run.
double Scorer::largest_relative(const Look& look, double magnitude) const {
  const BlockReference& r = look.block.reference;
  const std::size_t first = look.run.begin;
  const std::size_t last = look.run.end - 1;
  const auto exponents = std::span(r.exponent).subspan(first, last + 1 - first);
  if (std::find(exponents.begin(), exponents.end(), f_.emin) != exponents.end()) return infinity;
  // |f| is at least 2^(p-1) ulp; within one binade it is least at an end of ascending inputs, where f is monotone.
  if (!look.block.ascending || !look.reference.function().increasing || r.exponent[first] != r.exponent[last])
    return magnitude;
  return largest_relative(r.expected(first), r.expected(last), magnitude);
}

// kappa at two inputs and so, where it is monotone, the least and the greatest between them.
std::optional<std::pair<double, double>> Scorer::condition_between(std::uint64_t first, std::uint64_t last,
                                                                   const CertifiedReference& reference) const {
  if (!reference.function().condition_is_monotone || is_negative(f_, first) != is_negative(f_, last))
    return std::nullopt;
  const double a = reference.condition_estimate(first);
  const double b = reference.condition_estimate(last);
  if (std::isnan(a) || std::isnan(b)) return std::nullopt;
  return std::minmax({a, b});
}

// No |error| / max(1/2, kappa/2) of the run is greater, its errors being at most `magnitude` in ulp.
double Scorer::largest_excess(const Look& look, double magnitude) const {
  if (!look.block.ascending) return 2 * magnitude;
  const auto kappa = condition_between(look.block.x[look.run.begin], look.block.x[look.run.end - 1], look.reference);
  return kappa ? conditioning_excess(magnitude, kappa->first) * (1 + 0x1p-28) : 2 * magnitude;
}

// input_at(i) is the stretch's input i of n.
template <class InputAt>
void Scorer::offer_ends(const Stretch& stretch, std::uint64_t n, InputAt&& input_at, CertifiedReference& reference) {
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
  const auto exact_at = [&](std::int64_t i) { return reference.exact(input_at(static_cast<std::uint64_t>(i))); };
  const auto end = static_cast<std::int64_t>(n - 1);
  std::int64_t tied = end;
  if (exact_at(end - 1).tail == stretch.at_last.tail)
    tied = 1 + last_where(0, end, [&](std::int64_t i) { return exact_at(i).tail != stretch.at_last.tail; });
  offer_at(input_at(static_cast<std::uint64_t>(tied)), exact_at(tied));
}

// Where every output of ascending inputs is RN(f), and RN(f) is one number or as many places above the input
// throughout, the tail is monotone: extremes lie at the ends. Many inputs there differ in their tails by less than is
// certain. False when this is no such run, and nothing was done.
bool Scorer::find_extremes_at_ends(const Look& look) {
  const auto& [block, run, got, found, slack, reference] = look;
  const BlockReference& r = block.reference;
  const std::size_t first = run.begin;
  const std::size_t last = run.end - 1;
  const Function& function = reference.function();
  const bool constant = function.increasing && r.rounded[first] == r.rounded[last];
  const bool shifted = is_on_its_side(function.near_identity, is_negative(f_, block.x[first])) &&
                       r.rounded[first] - block.x[first] == r.rounded[last] - block.x[last];
  if (!block.ascending || first == last || !(constant || shifted)) return false;
  if (r.exponent[first] == f_.emin || r.exponent[first] != r.exponent[last]) return false;
  // Below kappa = 1 the excess is twice the error.
  const auto kappa = condition_between(block.x[first], block.x[last], reference);
  if (!kappa || kappa->second > 1) return false;
  const Stretch stretch{
      block.x[first], block.x[last],   reference.exact(block.x[first]), reference.exact(block.x[last]),
      run.place,      r.rounded[first]};
  if (!relative_is_largest_at_ends(stretch, function.near_identity) &&
      largest_relative(look, largest_error(stretch)) > by_region_[run.place.region].max_relative_eps)
    return false;
  const std::span<const std::uint64_t> inputs = block.x.subspan(first, run.end - first);
  offer_ends(
      stretch, inputs.size(), [&](std::uint64_t i) { return inputs[i]; }, reference);
  return true;
}

// With y = R(f): where y is one number, |y/f - 1| is monotone on either side of it; where y is as many places from x
// throughout and f on the side of y where it is of x, |f - y| falls while |f| rises. A relative error counts only where
// f is not zero to nearest.
bool Scorer::relative_is_largest_at_ends(const Stretch& stretch, NearIdentity near) const {
  const auto counts = [&](const Expected& e) {
    return !detail::rounds_to_nothing(detail::exact_magnitude_in_ulps(f_, e));
  };
  const bool one_number = stretch.at_first.rounded == stretch.at_last.rounded;
  const bool falls = (stretch.at_first.tail > 0) == (near == NearIdentity::above_positive);
  return (one_number || falls) && counts(stretch.at_first) == counts(stretch.at_last);
}

bool Scorer::score_settled(const Stretch& stretch, const SpanAnswer& answer, std::uint64_t n,
                           CertifiedReference& reference) {
  ErrorStatistics& s = by_region_[stretch.place.region];
  const double largest = largest_error(stretch);
  if (claim_.exists() && !(largest < claim_.max_ulp)) return false;
  if (answer.rule != SpanRule::nan) {
    // One error, or a kappa below 1: the excess is largest at an end. Else it must be too small to matter.
    const auto kappa_at_most_1 = [&] {
      const auto kappa = condition_between(stretch.first, stretch.last, reference);
      return kappa && kappa->second <= 1;
    };
    const bool at_ends =
        stretch.at_first.tail == stretch.at_last.tail ? reference.function().condition_is_monotone : kappa_at_most_1();
    if (!at_ends && 2 * largest > s.max_conditioning_excess) return false;
    const bool bounded = stretch.at_first.exponent > f_.emin &&
                         largest_relative(stretch.at_first, stretch.at_last, largest) <= s.max_relative_eps;
    if (!relative_is_largest_at_ends(stretch, reference.function().near_identity) && !bounded) return false;
  }
  const double grid = grid_of(stretch.at_first);
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
  const std::uint64_t first = index_of_bits(f_, stretch.first);
  offer_ends(
      stretch, n, [&](std::uint64_t i) { return bits_at_index(f_, first + i); }, reference);
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

}  // namespace softplus_bench
