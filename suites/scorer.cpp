#include "suites/scorer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/narrow.hpp"
#include "reference/function.hpp"

namespace softplus_bench {
namespace {

constexpr double not_a_candidate = std::numeric_limits<double>::quiet_NaN();

double as_double(UlpError error) {
  if (error.scale == 0) return error.value;
  return error.value < 0 ? -infinity : infinity;
}

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

void Block::place(std::span<const std::uint64_t> inputs, const RegionMap& regions, const Envelope& envelope,
                  bool are_consecutive) {
  x = inputs;
  consecutive = are_consecutive;
  has_condition = false;
  same_tail = false;
  const FormatTraits& f = envelope.format();
  const auto bin_of = [&](std::uint64_t input) { return is_nan(f, input) ? -1 : envelope.bin(input); };
  const std::size_t last = x.size() - 1;
  if (are_consecutive) {
    // Regions and bins are stretches of the number line.
    const auto first_region = static_cast<std::uint8_t>(regions.of(x[0]));
    const std::int32_t first_bin = bin_of(x[0]);
    uniform = first_region == regions.of(x[last]) && first_bin == bin_of(x[last]) && first_bin >= 0;
    if (uniform) {
      std::fill_n(region.begin(), x.size(), first_region);
      std::fill_n(bin.begin(), x.size(), first_bin);
      return;
    }
  }
  uniform = true;
  for (std::size_t i = 0; i < x.size(); ++i) {
    region[i] = static_cast<std::uint8_t>(regions.of(x[i]));
    bin[i] = bin_of(x[i]);
    uniform = uniform && region[i] == region[0] && bin[i] == bin[0] && bin[i] >= 0;
  }
}

Scorer::Scorer(const FormatTraits& f, std::size_t regions, const Claim& claim, bool with_envelope)
    : f_(f),
      claim_(claim),
      with_envelope_(with_envelope),
      by_region_(regions),
      envelope_(f, default_envelope_grid(f)) {}

void Scorer::score(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference,
                   bool only_mismatches) {
  const std::size_t matched = count(block, got, reference, only_mismatches);
  if (matched == block.x.size() && (only_mismatches || find_extremes_at_ends(block, reference))) return;
  if (matched == block.x.size() && block.uniform && block.consecutive && block.same_tail) {
    // One error for all: the first is the witness; relative error and excess are largest at an end.
    offer_exactly(block, 0, got[0], reference);
    offer_exactly(block, block.x.size() - 1, got[block.x.size() - 1], reference);
    return;
  }
  if (block.uniform) find_extremes(block, got, reference);
  else find_extremes_one_by_one(block, got, reference);
}

std::size_t Scorer::count(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference,
                          bool only_mismatches) {
  const BlockReference& r = block.reference;
  // A claim below half an ulp may be broken by a correct output: look at every one.
  const bool look_at_all = claim_.exists() && claim_.max_ulp < 0.5;
  std::size_t i = 0;
  std::size_t matched_in_all = 0;
  while (i < block.x.size()) {
    // A run of one region and bin; all of the block, mostly.
    ErrorStatistics& s = by_region_[block.region[i]];
    const std::size_t first = i;
    std::uint64_t matched = 0;
    std::uint64_t sum_abs = 0;
    std::int64_t sum_signed = 0;
    std::uint64_t sum_squares = 0;
    for (; i < block.x.size() &&
           (block.uniform || (block.region[i] == block.region[first] && block.bin[i] == block.bin[first]));
         ++i) {
      if (got[i] == r.rounded[i] && r.plain[i] && !look_at_all) {
        const std::int32_t grid = r.grid[i];
        const auto size = static_cast<std::uint32_t>(std::abs(grid));
        s.histogram.add_small(size);
        sum_abs += size;
        sum_signed -= grid;
        sum_squares += static_cast<std::uint64_t>(size) * size;
        ++matched;
        error_[i] = only_mismatches ? not_a_candidate : -r.tail[i];
      } else {
        error_[i] = count_mismatch(block, i, got[i], reference);
      }
    }
    s.n += matched;
    s.n_scored += matched;
    s.n_verdict[0] += matched;  // correctly_rounded
    s.n_verdict[1] += matched;  // faithful
    s.sum_abs += sum_abs;
    s.sum_signed += sum_signed;
    s.sum_squares.add({sum_squares, 0});
    if (with_envelope_ && block.bin[first] >= 0) envelope_.count(block.bin[first], matched, 0, sum_abs);
    matched_in_all += matched;
  }
  return matched_in_all;
}

double Scorer::count_mismatch(Block& block, std::size_t i, std::uint64_t got, CertifiedReference& reference) {
  Expected expected = block.reference.expected(i);
  Score result = softplus_bench::score(f_, got, expected);
  const double uncertainty = block.reference.uncertainty[i];
  if (uncertainty != 0 && result.scored &&
      !counts_are_certain(as_double(result.error), slack_of(uncertainty, as_double(result.error)), claim_)) {
    expected = reference.exact(block.x[i]);
    result = softplus_bench::score(f_, got, expected);
  }
  const Observation o{block.x[i], 0, got, expected, result};
  count_output(by_region_[block.region[i]], f_, o, claim_, claim_.exists() && in_claim_interval(f_, claim_, o.input));
  if (with_envelope_ && block.bin[i] >= 0)
    envelope_.count(block.bin[i], result.scored ? 1 : 0, result.scored ? 0 : 1,
                    result.scored ? grid_magnitude(f_, result.error) : 0);
  return result.scored ? as_double(result.error) : not_a_candidate;
}

void Scorer::offer_exactly(Block& block, std::size_t i, std::uint64_t got, CertifiedReference& reference) {
  const Expected expected =
      block.reference.uncertainty[i] == 0 ? block.reference.expected(i) : reference.exact(block.x[i]);
  const Observation o{block.x[i], 0, got, expected, softplus_bench::score(f_, got, expected)};
  offer_extremes(by_region_[block.region[i]], f_, o, Condition{reference});
  if (with_envelope_ && block.bin[i] >= 0) envelope_.offer(o);
}

void Scorer::find_extremes(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference) {
  const std::size_t n = block.x.size();
  double low = infinity;
  double high = -infinity;
  double uncertainty = 0;
  bool subnormal = false;
  for (std::size_t i = 0; i < n; ++i) {
    low = error_[i] < low ? error_[i] : low;
    high = error_[i] > high ? error_[i] : high;
    uncertainty = std::max(uncertainty, block.reference.uncertainty[i]);
    subnormal = subnormal || block.reference.exponent[i] == f_.emin;
  }
  if (low > high) return;  // nothing but outputs without a figure, or known not to matter
  const double largest = std::max(std::abs(low), std::abs(high));
  const double slack = slack_of(uncertainty, largest);
  const ErrorStatistics& s = by_region_[block.region[0]];

  // Offers the candidates; among exact ties the one of lowest index is enough.
  const auto offer_where = [&](auto&& is_candidate) {
    std::size_t lowest_tie = n;
    for (std::size_t i = 0; i < n; ++i) {
      if (!is_candidate(error_[i])) continue;
      if (slack != 0) offer_exactly(block, i, got[i], reference);
      else if (lowest_tie == n || index_of_bits(f_, block.x[i]) < index_of_bits(f_, block.x[lowest_tie]))
        lowest_tie = i;
    }
    if (lowest_tie != n) offer_exactly(block, lowest_tie, got[lowest_tie], reference);
  };
  // A tie with what stands counts only from a lower index, and only then can the offer change anything.
  const auto ahead = [&](const Witness& standing) {
    return index_of_bits(f_, block.x[0]) < index_of_bits(f_, standing.input) ||
           index_of_bits(f_, block.x[n - 1]) < index_of_bits(f_, standing.input);
  };
  // Offers what could be the block's largest of a figure known to lie within a range, if that could pass the bar.
  const auto offer_best = [&](auto&& range_of, const double& bar) {
    double surely = -1;
    for (std::size_t i = 0; i < n; ++i) {
      ranges_[i] = std::isnan(error_[i]) ? Range{-1, -1} : range_of(i);
      surely = std::max(surely, ranges_[i].low);
    }
    for (std::size_t i = 0; i < n; ++i)
      if (ranges_[i].high >= surely && ranges_[i].high > bar) offer_exactly(block, i, got[i], reference);
  };
  const double bar_low = s.lowest.any ? as_double(s.lowest.error) : infinity;
  const double bar_high = s.highest.any ? as_double(s.highest.error) : -infinity;
  if (low - slack < bar_low || (low - slack == bar_low && (!s.lowest.any || ahead(s.lowest))))
    offer_where([&](double e) { return e <= low + 2 * slack; });
  if (high + slack > bar_high || (high + slack == bar_high && (!s.highest.any || ahead(s.highest))))
    offer_where([&](double e) { return e >= high - 2 * slack; });
  if (with_envelope_) {
    const Witness& standing = envelope_.worst(block.bin[0]);
    const double bar = envelope_.largest(block.bin[0]);
    if (largest + slack > bar || (largest + slack == bar && ahead(standing)))
      offer_where([&](double e) { return std::abs(e) >= largest - 2 * slack; });
  }

  // |y - f| / (|f| eps) is at most the error in ulp where |f| is normal.
  if (subnormal || largest + slack > s.max_relative_eps) {
    offer_best(
        [&](std::size_t i) {
          const std::uint64_t rounded = block.reference.rounded[i];
          if (!is_finite(f_, rounded)) return Range{-1, -1};
          const double in_ulps = detail::exact_magnitude_in_ulps(f_, block.reference.expected(i));
          if (detail::rounds_to_nothing(in_ulps)) return Range{-1, -1};
          const double scale = std::ldexp(1.0, f_.precision - 1);
          const double magnitude = std::abs(error_[i]);
          return Range{(magnitude - slack) / (in_ulps + slack) * scale * (1 - 0x1p-40),
                       (magnitude + slack) / (in_ulps - slack) * scale * (1 + 0x1p-40)};
        },
        s.max_relative_eps);
  }
  if (2 * (largest + slack) <= s.max_conditioning_excess) return;
  if (!block.has_condition) {
    for (std::size_t i = 0; i < n; ++i) block.condition[i] = reference.oracle().condition_estimate(block.x[i]);
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

// Where every output of consecutive inputs is RN(f), and RN(f) is one number or the input itself, the tail
// is monotone: extremes lie at the ends. Many inputs there differ in their tails by less than is certain.
// False when this is no such block, and nothing was done.
bool Scorer::find_extremes_at_ends(Block& block, CertifiedReference& reference) {
  const BlockReference& r = block.reference;
  const std::size_t last = block.x.size() - 1;
  const Function& function = reference.function();
  const bool constant = function.increasing && r.rounded[0] == r.rounded[last];
  const bool identity = function.approaches_identity && r.rounded[0] == block.x[0] &&
                        r.rounded[last] == block.x[last] && !is_negative(f_, block.x[0]);
  if (!block.uniform || !block.consecutive || last == 0 || !(constant || identity)) return false;
  if (r.exponent[0] == f_.emin || r.exponent[0] != r.exponent[last]) return false;
  // kappa at most 1: the excess is twice the error.
  const auto excused = [&](std::size_t i) { return !(reference.oracle().condition_estimate(block.x[i]) <= 1); };
  if (excused(0) || excused(last)) return false;

  offer_exactly(block, 0, r.rounded[0], reference);
  // Of inputs tied with the last one, the first is the witness.
  const auto tail = [&](std::int64_t i) { return reference.exact(block.x[static_cast<std::size_t>(i)]).tail; };
  const std::int64_t tail_at_last = tail(static_cast<std::int64_t>(last));
  const auto end = static_cast<std::int64_t>(last);
  std::int64_t tied = end;
  if (tail(end - 1) == tail_at_last)
    tied =
        tail(0) == tail_at_last ? 0 : 1 + last_where(0, end, [&](std::int64_t i) { return tail(i) != tail_at_last; });
  const auto witness = static_cast<std::size_t>(tied);
  offer_exactly(block, witness, r.rounded[witness], reference);
  return true;
}

void Scorer::find_extremes_one_by_one(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference) {
  for (std::size_t i = 0; i < block.x.size(); ++i) {
    const double error = error_[i];
    if (std::isnan(error)) continue;
    const ErrorStatistics& s = by_region_[block.region[i]];
    const double slack = slack_of(block.reference.uncertainty[i], error);
    const double magnitude = std::abs(error) + slack;
    bool offer =
        !s.lowest.any || error - slack <= as_double(s.lowest.error) || error + slack >= as_double(s.highest.error);
    offer = offer || (with_envelope_ && block.bin[i] >= 0 && magnitude >= envelope_.largest(block.bin[i]));
    if (!offer && (block.reference.exponent[i] == f_.emin || magnitude > s.max_relative_eps)) {
      const double in_ulps = detail::exact_magnitude_in_ulps(f_, block.reference.expected(i));
      offer = !(std::ldexp(magnitude / (in_ulps - slack), f_.precision - 1) * (1 + 0x1p-40) <= s.max_relative_eps);
    }
    if (!offer && 2 * magnitude > s.max_conditioning_excess) {
      const double estimate = reference.oracle().condition_estimate(block.x[i]);
      offer = !(conditioning_excess(magnitude, estimate) * (1 + 0x1p-28) <= s.max_conditioning_excess);
    }
    if (offer) offer_exactly(block, i, got[i], reference);
  }
}

bool Scorer::could_raise(std::size_t region, std::int32_t bin, const FormatTraits& f, const Expected& a,
                         const Expected& b) const {
  const ErrorStatistics& s = by_region_[region];
  const double from = -static_cast<double>(std::max(a.tail, b.tail)) * tail_unit;
  const double to = -static_cast<double>(std::min(a.tail, b.tail)) * tail_unit;
  const double largest = std::max(std::abs(from), std::abs(to));
  if (!s.lowest.any || from <= as_double(s.lowest.error) || to >= as_double(s.highest.error)) return true;
  if (2 * largest >= s.max_conditioning_excess) return true;
  if (a.exponent == f.emin || b.exponent == f.emin || largest >= s.max_relative_eps) {
    if (!is_zero(f, a.rounded) || !is_zero(f, b.rounded)) return true;
  }
  return with_envelope_ && (bin < 0 || largest >= envelope_.largest(bin));
}

}  // namespace softplus_bench
