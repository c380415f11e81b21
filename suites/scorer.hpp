// Scores the outputs of one implementation, block by block, against a certified reference.
//
// Counts, sums and histogram need the tail only as far as the reference certifies it. Extremes are
// compared on the exact value: the outputs of a block that could be one are found with the approximate
// tails first, and only they are looked up exactly. So the result is that of scoring every output
// exactly, whatever way the reference was reached and however the inputs were split.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/implementation.hpp"
#include "core/statistics.hpp"
#include "reference/certified.hpp"
#include "reference/function.hpp"
#include "suites/regions.hpp"

namespace softplus_bench {

inline double as_double(UlpError error) {
  if (error.scale == 0) return error.value;
  return error.value < 0 ? -infinity : infinity;
}
inline double ulp_of_tail(const Expected& e) { return static_cast<double>(e.tail) * tail_unit; }
// How far an approximate error may lie from the exact one, which has its tail on the 2^-40 grid.
inline double slack_of(double uncertainty, double error) {
  return uncertainty == 0 ? 0 : uncertainty + tail_unit + std::abs(error) * 0x1p-50;
}

// Where the statistics of an input go.
struct Place {
  std::size_t region = 0;
  std::int32_t bin = -1;  // of the envelope; -1 for NaN, and where there is no envelope
  friend bool operator==(const Place&, const Place&) = default;
};
Place place_of(std::uint64_t x, std::uint64_t x2, const RegionMap& regions, const Envelope* envelope);
// The place of all inputs from first to last, where it is one: stretches of regions and bins are intervals.
std::optional<Place> place_between(std::uint64_t first, std::uint64_t last, const RegionMap& regions,
                                   const Envelope* envelope);

// A block of inputs with all that its implementations share.
struct Block {
  struct Run {
    std::size_t begin;
    std::size_t end;
    Place place;
  };
  std::span<const std::uint64_t> x;
  std::span<const std::uint64_t> x2;  // empty where there is one input
  BlockReference reference;
  std::vector<Run> runs;                            // of one place each
  std::array<double, reference_block> condition{};  // estimates; valid when has_condition
  bool has_condition = false;
  bool ascending = false;  // in bits_at_index order; pairs are in none

  std::uint64_t second(std::size_t i) const { return x2.empty() ? 0 : x2[i]; }
  // Takes the inputs and finds their places; `consecutive` bit patterns need no look at each.
  void place(std::span<const std::uint64_t> inputs, std::span<const std::uint64_t> second, const RegionMap& regions,
             const Envelope* envelope, bool consecutive);
  // Ascending inputs all of one place.
  void place(std::span<const std::uint64_t> inputs, Place at);
};

// Ascending inputs for all of which the outputs are RN(f), and RN(f) is one number or the input itself: there the
// error is monotone.
struct Stretch {
  std::uint64_t first;  // bits
  std::uint64_t last;
  Expected at_first;
  Expected at_last;
  Place place;
  std::uint64_t got_first;  // the output at `first`: a NaN is any NaN
};

class Scorer {
 public:
  Scorer(const FormatTraits& f, std::size_t regions, const Claim& claim, const EnvelopeGrid& grid);

  // got[i] = bits of the output for block.x[i]. With `only_mismatches`, outputs equal to RN(f) are counted but known
  // not to be extremes.
  void score(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference, bool only_mismatches);
  // The n inputs of a stretch that a rule settles, at once. False, and nothing done, where that takes a look at each.
  bool score_settled(const Stretch& stretch, const SpanAnswer& answer, std::uint64_t n, CertifiedReference& reference);
  // Whether correct outputs whose tails lie between the two can still be extremes.
  bool could_raise(Place place, const Expected& a, const Expected& b) const;
  // Of consecutive inputs of an increasing function, the outputs less than the one before. got[-1] is that before the
  // first.
  void count_decreases(const Block& block, std::span<const std::uint64_t> got);

  std::vector<ErrorStatistics>& by_region() { return by_region_; }
  Envelope& envelope() { return envelope_; }

 private:
  using Outputs = std::span<const std::uint64_t>;
  struct Range {
    double low;
    double high;
  };
  // What the extremes of a run can be.
  struct Found {
    bool all_matched;
    double low;
    double high;
    double uncertainty;
  };
  void score_run(Block& block, const Block::Run& run, Outputs got, CertifiedReference& reference, bool only_mismatches);
  Found count(Block& block, const Block::Run& run, Outputs got, CertifiedReference& reference, bool only_mismatches);
  double count_one(const Block& block, const Block::Run& run, std::size_t i, std::uint64_t got,
                   CertifiedReference& reference);
  void offer(const Observation& o, Place place, CertifiedReference& reference);
  void offer_exactly(const Block& block, const Block::Run& run, std::size_t i, std::uint64_t got,
                     CertifiedReference& reference);
  // The search for the extremes of a run.
  struct Look {
    const Block& block;
    const Block::Run& run;
    Outputs got;
    const Found& found;
    double slack;  // how far an approximate error may lie from the exact one
    CertifiedReference& reference;
  };
  void find_extremes(Block& block, const Block::Run& run, Outputs got, const Found& found,
                     CertifiedReference& reference);
  void find_signed(const Look& look, double largest);
  void find_relative(const Look& look);
  void find_excess(const Look& look, Block& block);
  template <class IsCandidate>
  void offer_where(const Look& look, IsCandidate&& is_candidate);
  template <class RangeOf>
  void offer_best(const Look& look, const double& bar, RangeOf&& range_of);
  double largest_relative(const Expected& a, const Expected& b, double magnitude) const;
  double largest_relative(const Look& look, double magnitude) const;
  std::optional<std::pair<double, double>> condition_between(std::uint64_t first, std::uint64_t last,
                                                             const CertifiedReference& reference) const;
  double largest_excess(const Look& look, double magnitude) const;
  bool find_extremes_at_ends(const Look& look);
  bool relative_is_largest_at_ends(const Stretch& stretch, NearIdentity near) const;
  template <class InputAt>
  void offer_ends(const Stretch& stretch, std::uint64_t n, InputAt&& input_at, CertifiedReference& reference);

  const FormatTraits& f_;
  Claim claim_;
  std::vector<ErrorStatistics> by_region_;
  Envelope envelope_;
  // Of the block at hand.
  std::array<double, reference_room> error_{};  // NaN: no candidate for an extreme
  std::array<std::int32_t, reference_room> grid_{};
  std::array<std::uint16_t, reference_block> others_{};
  std::array<Range, reference_block> ranges_{};
};

}  // namespace softplus_bench
