// Scores the outputs of one implementation, block by block, against a certified reference.
//
// Counts, sums and histogram need the tail only as far as the reference certifies it. Extremes are
// compared on the exact value: the outputs of a block that could be one are found with the approximate
// tails first, and only they are looked up exactly. So the result is that of scoring every output
// exactly, whatever way the reference was reached and however the inputs were split.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/implementation.hpp"
#include "core/statistics.hpp"
#include "reference/certified.hpp"
#include "suites/regions.hpp"

namespace softplus_bench {

// A block of inputs with all that its implementations share.
struct Block {
  std::span<const std::uint64_t> x;
  BlockReference reference;
  std::array<std::uint8_t, reference_block> region{};
  std::array<std::int32_t, reference_block> bin{};  // of the envelope; -1 for NaN
  std::array<double, reference_block> condition{};  // estimates; valid when has_condition
  bool uniform = false;                             // one region and one bin
  bool consecutive = false;                         // every input is the next bit pattern after the one before it
  bool same_tail = false;                           // and exactly known
  bool has_condition = false;

  // Takes the inputs and finds regions and bins; `consecutive` inputs are looked up at their ends only where that says
  // all.
  void place(std::span<const std::uint64_t> inputs, const RegionMap& regions, const Envelope& envelope,
             bool consecutive);
};

class Scorer {
 public:
  Scorer(const FormatTraits& f, std::size_t regions, const Claim& claim, bool with_envelope);

  // got[i] = bits of the output for block.x[i]. With `only_mismatches`, outputs equal to RN(f) are counted but known
  // not to be extremes.
  void score(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference, bool only_mismatches);
  // Whether correct outputs whose tails lie between the two, in this region and bin, can still be extremes.
  bool could_raise(std::size_t region, std::int32_t bin, const FormatTraits& f, const Expected& a,
                   const Expected& b) const;

  std::vector<ErrorStatistics>& by_region() { return by_region_; }
  Envelope& envelope() { return envelope_; }

 private:
  struct Range {
    double low;
    double high;
  };
  // The number of outputs equal to RN(f).
  std::size_t count(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference,
                    bool only_mismatches);
  double count_mismatch(Block& block, std::size_t i, std::uint64_t got, CertifiedReference& reference);
  void offer_exactly(Block& block, std::size_t i, std::uint64_t got, CertifiedReference& reference);
  void find_extremes(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference);
  bool find_extremes_at_ends(Block& block, CertifiedReference& reference);
  void find_extremes_one_by_one(Block& block, std::span<const std::uint64_t> got, CertifiedReference& reference);

  const FormatTraits& f_;
  Claim claim_;
  bool with_envelope_;
  std::vector<ErrorStatistics> by_region_;
  Envelope envelope_;
  std::array<Range, reference_block> ranges_{};  // scratch
  std::array<double, reference_block> error_{};  // of the block at hand; NaN: no candidate for an extreme
};

}  // namespace softplus_bench
