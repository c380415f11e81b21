// Statistics of the errors of many outputs: a commutative monoid of exact integers.
//
// ErrorStatistics{} is the identity and merge the operation. Every field is a count, an exact integer
// sum or an extremum whose ties are settled by the input alone, so the result does not depend on how
// the inputs were split over blocks, threads, processes or machines.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/implementation.hpp"
#include "core/record.hpp"
#include "core/ulp.hpp"
#include "core/wide.hpp"

namespace softplus_bench {

// Errors enter sums and histogram on a grid of 2^-10 ulp.
inline constexpr double grid_per_ulp = 1024;

// An extreme error and where it happened. Ties go to the input of lowest index (bits_at_index order).
struct Witness {
  bool any = false;
  UlpError error{};
  std::uint64_t input = 0;   // bits
  std::uint64_t input2 = 0;  // bits of the second input, 0 where there is none
  std::uint64_t got = 0;
  std::uint64_t want = 0;
  friend bool operator==(const Witness&, const Witness&) = default;
};

class ErrorHistogram {
 public:
  static constexpr int linear_bins = 4096;   // of 2^-10 ulp, up to 4 ulp
  static constexpr int bins_per_octave = 8;  // from 4 ulp on
  static constexpr int octaves = 53;         // 4 = 2^2 up to 2^55 > 2^(p+1) for every format
  static constexpr int size = linear_bins + bins_per_octave * octaves;

  // The bin of an error of `grid` units of 2^-10 ulp.
  static int bin(uint128 grid);
  // Bounds of a bin in ulp: [lower, upper).
  static double lower_ulp(int bin);
  static double upper_ulp(int bin) { return lower_ulp(bin + 1); }

  // For errors below 4 ulp, whose bins are their grid units: a correct result scores at most 1.
  void add_small(std::span<const std::int32_t> grid) {
    for (const std::int32_t each : grid) ++counts_[static_cast<std::size_t>(each)];
  }
  void add_small(std::int32_t grid, std::uint64_t count) { counts_[static_cast<std::size_t>(grid)] += count; }
  void take_back_small(std::int32_t grid, std::uint64_t count) { counts_[static_cast<std::size_t>(grid)] -= count; }
  void add(uint128 grid, std::uint64_t count = 1) { counts_[static_cast<std::size_t>(bin(grid))] += count; }
  void merge(const ErrorHistogram& other);
  std::span<const std::uint64_t> counts() const { return counts_; }  // by bin
  void add_to_bin(int bin, std::uint64_t count) { counts_[static_cast<std::size_t>(bin)] += count; }
  // The least error, as the lower bound of its bin, that at least `share` of the n inputs do not exceed.
  double percentile(double share) const;
  std::vector<HistogramBin> bins() const;  // the non-empty ones
  friend bool operator==(const ErrorHistogram&, const ErrorHistogram&) = default;

 private:
  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(size);
};

struct ErrorStatistics {
  std::uint64_t n = 0;
  std::uint64_t n_scored = 0;
  std::array<std::uint64_t, 9> n_verdict{};  // by bit place of OutputVerdict
  std::uint64_t n_above_1 = 0;
  std::uint64_t n_above_2 = 0;
  std::uint64_t n_above_4 = 0;
  std::uint64_t n_above_claim = 0;       // scored errors above the claim, inside its interval
  std::uint64_t n_claim_violations = 0;  // those, and outputs inside the interval with a claim-breaking verdict
  std::uint64_t n_decreases = 0;         // outputs less than that of the input one place below, in a sweep of them all
  uint128 sum_abs = 0;                   // in grid units, |error| clamped at 2^(p+1) ulp
  int128 sum_signed = 0;
  WideSum sum_squares{};
  Witness lowest;                      // the most negative error
  Witness highest;                     // the most positive error
  Witness first_violation;             // of the claim; input of lowest index
  Witness first_zero_sign;             // a zero of the wrong sign; input of lowest index
  Witness first_decrease;              // input of lowest index; got, and in `want` the output one place below
  double max_relative_eps = 0;         // |y - f| / (|f| 2^(1-p)), where f rounded to nearest is not zero
  std::uint64_t max_integer_ulp = 0;   // |ordinal(y) - ordinal(R(f))|
  double max_conditioning_excess = 0;  // |ulp_error| / max(1/2, kappa/2)
  ErrorHistogram histogram;

  // The one of larger magnitude; on equal magnitudes the input of lower index.
  const Witness& worst(const FormatTraits& f) const;
  std::uint64_t count(OutputVerdict verdict) const;
  void merge(const FormatTraits& f, const ErrorStatistics& other);
  friend bool operator==(const ErrorStatistics&, const ErrorStatistics&) = default;
};

// One output, as the statistics see it.
struct Observation {
  std::uint64_t input = 0;
  std::uint64_t input2 = 0;
  std::uint64_t got = 0;
  const Expected& expected;
  Score score;
};

// |error| in grid units, rounded to nearest even and clamped at 2^(p+1) ulp.
uint128 grid_magnitude(const FormatTraits& f, UlpError error);

// Adds one output to the counts, sums and histogram, and to the claim's tally where the claim exists and
// `in_claim`. What is left is offer_extremes.
void count_output(ErrorStatistics& s, const FormatTraits& f, const Observation& o, const Claim& claim, bool in_claim);

// Offers one scored output as an extreme: the signed ones, the relative error, the conditioning excess.
// Offering an output twice changes nothing. `condition.estimate(x, x2)` gives kappa = |x f'(x) / f(x)| to
// within 2^-30 relative or NaN where it cannot, and `condition.exact(x, x2)` to the last bit: that is called
// only for outputs that could raise the largest excess.
template <class Condition>
void offer_extremes(ErrorStatistics& s, const FormatTraits& f, const Observation& o, Condition&& condition);

// Both.
template <class Condition>
void accumulate(ErrorStatistics& s, const FormatTraits& f, const Observation& o, const Claim& claim, bool in_claim,
                Condition&& condition) {
  count_output(s, f, o, claim, in_claim);
  offer_extremes(s, f, o, condition);
}

// Adds n decreases, the first of them at `input`, whose output is `got` after `before`.
void count_decrease(ErrorStatistics& s, const FormatTraits& f, std::uint64_t n, std::uint64_t input, std::uint64_t got,
                    std::uint64_t before);

// True for inputs that the claim speaks of: values inside its interval, and every NaN.
bool in_claim_interval(const FormatTraits& f, const Claim& claim, std::uint64_t input);

// Where error-against-x is binned: uniform in ordinals, 2^log2_bins_per_binade bins in every binade from
// 2^lowest_exponent up to below 2^(highest_exponent+1), for either sign; all smaller and all larger magnitudes share
// one bin each. NaN inputs are not binned.
//
// Of a range of inputs instead: range_bins > 0 bins of 2^log2_width neighbours each, the last one cut short, from
// first_index to last_index (index_of_bits); inputs outside belong to the nearest.
struct EnvelopeGrid {
  int lowest_exponent = 0;
  int highest_exponent = 0;
  int log2_bins_per_binade = 0;
  int range_bins = 0;
  int log2_width = 0;
  std::uint64_t first_index = 0;
  std::uint64_t last_index = 0;

  int bins_per_sign() const { return ((highest_exponent - lowest_exponent + 1) << log2_bins_per_binade) + 2; }
  int bins() const { return range_bins > 0 ? range_bins : 2 * bins_per_sign(); }
  // In number order; the input must not be NaN.
  int bin(const FormatTraits& f, std::uint64_t input) const;
  // First and last input of a bin, in number order.
  std::pair<std::uint64_t, std::uint64_t> bounds(const FormatTraits& f, int bin) const;
};

// From below half an ulp of 1 (the plateau around 0) to beyond every cut-off of the functions measured.
EnvelopeGrid default_envelope_grid(const FormatTraits& f);
// Of the numbers from `first` to `last` (bits, in number order): 512 to 1024 bins, or one for each number where those
// are fewer.
EnvelopeGrid range_envelope_grid(const FormatTraits& f, std::uint64_t first, std::uint64_t last);

class Envelope {
 public:
  struct Bin {
    std::uint64_t n = 0;  // scored
    std::uint64_t n_unscored = 0;
    uint128 sum_abs = 0;
    Witness worst;
    friend bool operator==(const Bin&, const Bin&) = default;
  };
  Envelope(const FormatTraits& f, EnvelopeGrid grid)
      : format_(&f), grid_(grid), bins_(static_cast<std::size_t>(grid.bins())) {}
  // The same as count and offer.
  void add(const Observation& o);
  int bin(std::uint64_t input) const { return grid_.bin(*format_, input); }  // the input must not be NaN
  int bin_or_none(std::uint64_t input) const { return is_nan(*format_, input) ? -1 : bin(input); }
  // Adds outputs to a bin: their numbers, and the sum of their errors in grid units.
  void count(int bin, std::uint64_t scored, std::uint64_t unscored, uint128 sum_abs);
  // Offers a scored output as its bin's largest error. Offering it twice changes nothing.
  void offer(const Observation& o);
  const FormatTraits& format() const { return *format_; }
  const EnvelopeGrid& grid() const { return grid_; }
  const Witness& worst(int bin) const { return bins_[static_cast<std::size_t>(bin)].worst; }
  // Its |error|, infinite beyond double's range; negative when there is none.
  double largest(int bin) const;
  void merge(const Envelope& other) { merge(other.contents()); }
  void merge(std::span<const Bin> other);                  // of the same grid
  std::span<const Bin> contents() const { return bins_; }  // every bin of the grid, exact
  std::vector<EnvelopeBin> bins() const;                   // the non-empty ones, in number order

 private:
  const FormatTraits* format_;
  EnvelopeGrid grid_;
  std::vector<Bin> bins_;
};

// True when a is a worse witness than b: larger magnitude, or equal and of lower index.
bool worse(const FormatTraits& f, const Witness& a, const Witness& b);

// ---------------------------------------------------------------------------------------------------

namespace detail {
void offer_signed_and_relative(ErrorStatistics& s, const FormatTraits& f, const Observation& o);
// |f| in units of ulp, as a double.
double exact_magnitude_in_ulps(const FormatTraits& f, const Expected& expected);
// Whether an f of this magnitude is zero to nearest. Rounded away from zero it is the least number, which is right and
// of a relative error without bound.
constexpr bool rounds_to_nothing(double f_in_ulps) { return f_in_ulps <= 0.5; }
}  // namespace detail

// |error| / max(1/2, kappa/2); a NaN kappa excuses nothing.
inline double conditioning_excess(double magnitude_ulp, double kappa) {
  return magnitude_ulp / (kappa > 1 ? kappa / 2 : 0.5);
}

template <class Condition>
void offer_extremes(ErrorStatistics& s, const FormatTraits& f, const Observation& o, Condition&& condition) {
  if (!o.score.scored) return;
  detail::offer_signed_and_relative(s, f, o);
  const double magnitude_ulp = o.score.error.scale != 0 ? infinity : std::abs(o.score.error.value);
  if (!(magnitude_ulp < infinity) || 2 * magnitude_ulp <= s.max_conditioning_excess) return;
  const double estimate = condition.estimate(o.input, o.input2);
  if (conditioning_excess(magnitude_ulp, estimate) * (1 + 0x1p-30) < s.max_conditioning_excess) return;
  s.max_conditioning_excess =
      std::max(s.max_conditioning_excess, conditioning_excess(magnitude_ulp, condition.exact(o.input, o.input2)));
}

}  // namespace softplus_bench
