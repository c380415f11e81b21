// One thread's share of an accuracy job: inputs, reference, implementations and their scores, block by block.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/implementation.hpp"
#include "core/statistics.hpp"
#include "reference/certified.hpp"
#include "reference/function.hpp"
#include "suites/accuracy.hpp"
#include "suites/executor/host.hpp"
#include "suites/regions.hpp"
#include "suites/scorer.hpp"

namespace softplus_bench {

// What one thread takes at a time, in inputs: of consecutive ones many, for one rule may settle them all.
inline constexpr std::uint64_t portion_size = reference_block;
inline constexpr std::uint64_t consecutive_portion_size = 64 * reference_block;

// What one thread gathers for one implementation.
struct Gathered {
  HostExecutor executor;
  Scorer scorer;
  std::string failure;
  std::uint64_t before = 0;  // the output for the input before the next one
};

// Made and used on one thread: the oracle lives on its thread's MPFR state.
class Sweep {
 public:
  Sweep(const AccuracyJob& job, const RegionMap& regions, ReferencePath path);
  // Inputs first to first + n - 1 of the sampler.
  void measure(std::uint64_t first, std::uint64_t n);

  ReferenceCounts counts() const { return reference_.counts(); }
  std::vector<Gathered>& gathered() { return gathered_; }
  const PhaseSeconds& seconds() const { return seconds_; }

 private:
  void measure_blocks(std::uint64_t first, std::uint64_t n);
  bool measure_settled(std::uint64_t first, std::uint64_t n);
  bool settle(Gathered& g, Stretch& stretch, const SpanAnswer& answer, std::uint64_t n);
  void look_at_each(std::uint64_t first, std::uint64_t n, Place place, const SpanAnswer& answer);
  void score(Gathered& g, Block& block, bool only_mismatches);
  std::size_t ahead(const Implementation& implementation) const;
  bool run(Gathered& g, std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2 = {});
  // The outputs at hand; before them lies the output for the input before the first.
  std::span<std::uint64_t> outputs(std::size_t n) { return {outputs_.data() + 1, n}; }
  std::uint64_t input_at(std::uint64_t i) const;
  std::span<const std::uint64_t> fill_inputs(std::uint64_t first, std::uint64_t left);
  std::span<std::uint64_t> second_inputs(std::size_t n) {
    return {second_inputs_.data(), job_.function->inputs == 2 ? n : 0};
  }
  const Envelope* envelope_bins() const { return job_.with_envelope ? &envelope_ : nullptr; }
  void charge(double& phase);

  using Clock = std::chrono::steady_clock;
  const AccuracyJob& job_;
  const FormatTraits& f_;
  const RegionMap& regions_;
  bool ordered_;  // outputs are compared with the one before
  CertifiedReference reference_;
  Envelope envelope_;  // for its bins alone
  std::vector<Gathered> gathered_;
  PhaseSeconds seconds_;
  Block block_;
  Block exact_block_;                 // the same inputs, where a rule's tails are not enough
  std::vector<Gathered*> unsettled_;  // of a span that a rule settles, those that it does not settle for
  std::array<std::uint64_t, reference_block> inputs_{};
  std::array<std::uint64_t, reference_block> second_inputs_{};
  std::array<std::uint64_t, 1 + reference_room> outputs_{};
  Clock::time_point last_ = Clock::now();
};

}  // namespace softplus_bench
