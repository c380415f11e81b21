#include "core/statistics.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

namespace softplus_bench {
namespace {

// What settles ties. The output too: where the result depends on the position, one input has several.
std::tuple<std::uint64_t, std::uint64_t, std::uint64_t> key(const FormatTraits& f, const Witness& w) {
  return {index_of_bits(f, w.input), index_of_bits(f, w.input2), index_of_bits(f, w.got)};
}

void offer(Witness& best, const FormatTraits& f, const Witness& candidate, bool (*ahead)(UlpError, UlpError)) {
  if (!candidate.any) return;
  if (best.any && !ahead(candidate.error, best.error)) {
    if (ahead(best.error, candidate.error)) return;
    if (key(f, candidate) >= key(f, best)) return;
  }
  best = candidate;
}

bool greater(UlpError a, UlpError b) { return less(b, a); }
bool never(UlpError, UlpError) { return false; }

Witness witness_of(const Observation& o) { return {true, o.score.error, o.input, o.input2, o.got, o.expected.rounded}; }

int bit_width(uint128 x) {
  const auto high = static_cast<std::uint64_t>(x >> 64);
  return high != 0 ? 64 + static_cast<int>(std::bit_width(high))
                   : static_cast<int>(std::bit_width(static_cast<std::uint64_t>(x)));
}

}  // namespace

int ErrorHistogram::bin(uint128 grid) {
  if (grid < linear_bins) return static_cast<int>(grid);
  // grid is in [2^k, 2^(k+1)) with k >= 12, cut into 8 by the three bits below the leading one.
  const int k = bit_width(grid) - 1;
  const int eighth = static_cast<int>(grid >> (k - 3)) & 7;
  return std::min(linear_bins + (k - 12) * bins_per_octave + eighth, size - 1);
}

double ErrorHistogram::lower_ulp(int bin) {
  if (bin <= linear_bins) return bin / grid_per_ulp;
  const int octave = (bin - linear_bins) / bins_per_octave;
  const int eighth = (bin - linear_bins) % bins_per_octave;
  return std::ldexp(1 + eighth / 8.0, octave + 2);
}

void ErrorHistogram::merge(const ErrorHistogram& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

double ErrorHistogram::percentile(double share) const {
  std::uint64_t total = 0;
  for (const auto count : counts_) total += count;
  if (total == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(total)));
  std::uint64_t seen = 0;
  for (int i = 0; i < size; ++i) {
    seen += counts_[static_cast<std::size_t>(i)];
    if (seen >= wanted && seen > 0) return lower_ulp(i);
  }
  return lower_ulp(size - 1);
}

std::vector<HistogramBin> ErrorHistogram::bins() const {
  std::vector<HistogramBin> result;
  for (int i = 0; i < size; ++i)
    if (const auto n = counts_[static_cast<std::size_t>(i)]; n != 0) result.push_back({lower_ulp(i), upper_ulp(i), n});
  return result;
}

bool worse(const FormatTraits& f, const Witness& a, const Witness& b) {
  if (!a.any || !b.any) return a.any && !b.any;
  if (larger_magnitude(a.error, b.error)) return true;
  if (larger_magnitude(b.error, a.error)) return false;
  return key(f, a) < key(f, b);
}

const Witness& ErrorStatistics::worst(const FormatTraits& f) const {
  return worse(f, lowest, highest) ? lowest : highest;
}

std::uint64_t ErrorStatistics::count(OutputVerdict verdict) const {
  return n_verdict[static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(verdict)))];
}

void ErrorStatistics::merge(const FormatTraits& f, const ErrorStatistics& other) {
  n += other.n;
  n_scored += other.n_scored;
  for (std::size_t i = 0; i < n_verdict.size(); ++i) n_verdict[i] += other.n_verdict[i];
  n_above_1 += other.n_above_1;
  n_above_2 += other.n_above_2;
  n_above_4 += other.n_above_4;
  n_above_claim += other.n_above_claim;
  n_claim_violations += other.n_claim_violations;
  n_decreases += other.n_decreases;
  sum_abs += other.sum_abs;
  sum_signed += other.sum_signed;
  sum_squares.add(other.sum_squares);
  offer(lowest, f, other.lowest, less);
  offer(highest, f, other.highest, greater);
  offer(first_violation, f, other.first_violation, never);
  offer(first_zero_sign, f, other.first_zero_sign, never);
  offer(first_decrease, f, other.first_decrease, never);
  max_relative_eps = std::max(max_relative_eps, other.max_relative_eps);
  max_integer_ulp = std::max(max_integer_ulp, other.max_integer_ulp);
  max_conditioning_excess = std::max(max_conditioning_excess, other.max_conditioning_excess);
  histogram.merge(other.histogram);
}

uint128 grid_magnitude(const FormatTraits& f, UlpError error) {
  const double limit = std::ldexp(grid_per_ulp, f.precision + 1);
  const double grid = error.scale != 0 ? limit : std::min(std::nearbyint(std::abs(error.value) * grid_per_ulp), limit);
  return static_cast<uint128>(grid);
}

bool in_claim_interval(const FormatTraits& f, const Claim& claim, std::uint64_t input) {
  if (is_nan(f, input)) return true;
  const double x = widen(f, input);
  return claim.on.lower <= x && x <= claim.on.upper;
}

namespace detail {

double exact_magnitude_in_ulps(const FormatTraits& f, const Expected& expected) {
  const double rounded = std::ldexp(widen(f, expected.rounded), f.precision - 1 - expected.exponent);
  return std::abs(rounded + static_cast<double>(expected.tail) * tail_unit);
}

void offer_signed_and_relative(ErrorStatistics& s, const FormatTraits& f, const Observation& o) {
  const UlpError error = o.score.error;
  const double magnitude_ulp = error.scale != 0 ? infinity : std::abs(error.value);
  const Witness witness = witness_of(o);
  offer(s.lowest, f, witness, less);
  offer(s.highest, f, witness, greater);
  if (!is_finite(f, o.expected.rounded)) return;
  const double f_in_ulps = exact_magnitude_in_ulps(f, o.expected);
  if (rounds_to_nothing(f_in_ulps)) return;
  const double relative = std::ldexp(magnitude_ulp / f_in_ulps, f.precision - 1);
  s.max_relative_eps = std::max(s.max_relative_eps, relative);
}

}  // namespace detail

void count_output(ErrorStatistics& s, const FormatTraits& f, const Observation& o, const Claim& claim, bool in_claim) {
  ++s.n;
  for (std::size_t bit = 0; bit < s.n_verdict.size(); ++bit) s.n_verdict[bit] += (o.score.verdicts >> bit) & 1u;
  const UlpError error = o.score.error;
  const double magnitude_ulp = error.scale != 0 ? infinity : std::abs(error.value);
  if (o.score.scored) {
    ++s.n_scored;
    s.n_above_1 += magnitude_ulp > 1 ? 1 : 0;
    s.n_above_2 += magnitude_ulp > 2 ? 1 : 0;
    s.n_above_4 += magnitude_ulp > 4 ? 1 : 0;
    const uint128 grid = grid_magnitude(f, error);
    s.histogram.add(grid);
    s.sum_abs += grid;
    s.sum_signed += error.value < 0 ? -static_cast<int128>(grid) : static_cast<int128>(grid);
    s.sum_squares.add_square(grid);
    if (is_finite(f, o.got) && is_finite(f, o.expected.rounded)) {
      // Two's-complement difference of ordinals: right even where the distance exceeds 2^63.
      const auto a = static_cast<std::uint64_t>(ordinal(f, o.got));
      const auto b = static_cast<std::uint64_t>(ordinal(f, o.expected.rounded));
      const std::uint64_t distance = ordinal(f, o.got) > ordinal(f, o.expected.rounded) ? a - b : b - a;
      s.max_integer_ulp = std::max(s.max_integer_ulp, distance);
    }
  }
  if ((o.score.verdicts & zero_sign) != 0) offer(s.first_zero_sign, f, witness_of(o), never);
  if (!claim.exists() || !in_claim) return;
  const bool above = o.score.scored && magnitude_ulp > claim.max_ulp;
  if (above) ++s.n_above_claim;
  if (above || (o.score.verdicts & claim_breaking) != 0) {
    ++s.n_claim_violations;
    offer(s.first_violation, f, witness_of(o), never);
  }
}

int EnvelopeGrid::bin(const FormatTraits& f, std::uint64_t input) const {
  if (range_bins > 0) {
    const std::uint64_t index = index_of_bits(f, input);
    const std::uint64_t place = index < first_index ? 0 : (index - first_index) >> log2_width;
    return static_cast<int>(std::min<std::uint64_t>(place, static_cast<std::uint64_t>(range_bins) - 1));
  }
  const std::uint64_t m = magnitude(f, input);
  const int shift = f.fraction_bits() - log2_bins_per_binade;
  const auto first = static_cast<std::uint64_t>(lowest_exponent + f.emax) << f.fraction_bits();
  const auto end = static_cast<std::uint64_t>(highest_exponent + 1 + f.emax) << f.fraction_bits();
  const int inner = bins_per_sign() - 2;
  const int place = m < first ? 0 : m >= end ? inner + 1 : 1 + static_cast<int>((m - first) >> shift);
  return is_negative(f, input) ? bins_per_sign() - 1 - place : bins_per_sign() + place;
}

std::pair<std::uint64_t, std::uint64_t> EnvelopeGrid::bounds(const FormatTraits& f, int bin) const {
  if (range_bins > 0) {
    const std::uint64_t low = first_index + (static_cast<std::uint64_t>(bin) << log2_width);
    const std::uint64_t high = low + (std::uint64_t{1} << log2_width) - 1;
    return {bits_at_index(f, low), bits_at_index(f, std::min(high, last_index))};
  }
  const bool negative = bin < bins_per_sign();
  const int place = negative ? bins_per_sign() - 1 - bin : bin - bins_per_sign();
  const int shift = f.fraction_bits() - log2_bins_per_binade;
  const auto first = static_cast<std::uint64_t>(lowest_exponent + f.emax) << f.fraction_bits();
  const auto end = static_cast<std::uint64_t>(highest_exponent + 1 + f.emax) << f.fraction_bits();
  const int inner = bins_per_sign() - 2;
  std::uint64_t low = 0;
  std::uint64_t high = first - 1;
  if (place == inner + 1) {
    low = end;
    high = f.infinity_bits();
  } else if (place > 0) {
    low = first + (static_cast<std::uint64_t>(place - 1) << shift);
    high = low + (std::uint64_t{1} << shift) - 1;
  }
  if (negative) return {high | f.sign_bit(), low | f.sign_bit()};
  return {low, high};
}

void count_decrease(ErrorStatistics& s, const FormatTraits& f, std::uint64_t n, std::uint64_t input, std::uint64_t got,
                    std::uint64_t before) {
  s.n_decreases += n;
  offer(s.first_decrease, f, {true, {}, input, 0, got, before}, never);
}

EnvelopeGrid default_envelope_grid(const FormatTraits& f) {
  // 16 bins a binade for 16-bit formats and binary32, 8 for binary64, whose plots span twice the binades.
  const int lowest = std::max(-f.precision - 2, f.emin);
  return {lowest, std::min(10, f.emax), f.precision > 24 ? 3 : 4};
}

EnvelopeGrid range_envelope_grid(const FormatTraits& f, std::uint64_t first, std::uint64_t last) {
  constexpr std::uint64_t most = 1024;
  EnvelopeGrid grid;
  grid.first_index = index_of_bits(f, first);
  grid.last_index = std::max(grid.first_index, index_of_bits(f, last));  // from 0 to -0 is one number
  const std::uint64_t steps = grid.last_index - grid.first_index;
  while (steps >> grid.log2_width >= most) ++grid.log2_width;
  grid.range_bins = static_cast<int>(steps >> grid.log2_width) + 1;
  return grid;
}

void Envelope::add(const Observation& o) {
  if (is_nan(*format_, o.input)) return;
  if (!o.score.scored) {
    count(bin(o.input), 0, 1, 0);
    return;
  }
  count(bin(o.input), 1, 0, grid_magnitude(*format_, o.score.error));
  offer(o);
}

void Envelope::count(int bin, std::uint64_t scored, std::uint64_t unscored, uint128 sum_abs) {
  Bin& b = bins_[static_cast<std::size_t>(bin)];
  b.n += scored;
  b.n_unscored += unscored;
  b.sum_abs += sum_abs;
}

void Envelope::offer(const Observation& o) {
  Bin& b = bins_[static_cast<std::size_t>(bin(o.input))];
  if (const Witness candidate = witness_of(o); worse(*format_, candidate, b.worst)) b.worst = candidate;
}

double Envelope::largest(int bin) const {
  const Witness& worst = bins_[static_cast<std::size_t>(bin)].worst;
  if (!worst.any) return -1;
  return worst.error.scale != 0 ? infinity : std::abs(worst.error.value);
}

void Envelope::merge(std::span<const Bin> other) {
  for (std::size_t i = 0; i < bins_.size(); ++i) {
    bins_[i].n += other[i].n;
    bins_[i].n_unscored += other[i].n_unscored;
    bins_[i].sum_abs += other[i].sum_abs;
    if (worse(*format_, other[i].worst, bins_[i].worst)) bins_[i].worst = other[i].worst;
  }
}

std::vector<EnvelopeBin> Envelope::bins() const {
  std::vector<EnvelopeBin> result;
  for (int i = 0; i < grid_.bins(); ++i) {
    const Bin& bin = bins_[static_cast<std::size_t>(i)];
    if (bin.n == 0 && bin.n_unscored == 0) continue;
    const auto [first, last] = grid_.bounds(*format_, i);
    EnvelopeBin out;
    out.first_bits = first;
    out.last_bits = last;
    out.n = bin.n;
    out.n_unscored = bin.n_unscored;
    if (bin.n != 0) {
      out.max_ulp = std::ldexp(std::abs(bin.worst.error.value), bin.worst.error.scale);
      out.mean_ulp = static_cast<double>(bin.sum_abs) / grid_per_ulp / static_cast<double>(bin.n);
      out.argmax_bits = bin.worst.input;
      out.argmax_got_bits = bin.worst.got;
      out.argmax_want_bits = bin.worst.want;
      out.argmax_x2_bits = bin.worst.input2;
    }
    result.push_back(out);
  }
  return result;
}

}  // namespace softplus_bench
