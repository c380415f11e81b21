// What a round of the hunt consists of, and one thread's means to evaluate it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/statistics.hpp"
#include "reference/certified.hpp"
#include "suites/executor/host.hpp"
#include "suites/hunt.hpp"
#include "suites/regions.hpp"
#include "suites/sampler.hpp"
#include "suites/scorer.hpp"

namespace softplus_bench {

enum class ProbeKind : std::uint8_t {
  points,  // the inputs given
  draw,    // inputs at random in `places`, one in each of `draws` equal strata; all of them when there are no more
  bisect   // towards a jump of the error between the ends of `places`
};

// One thread's task, and afterwards its outcome.
struct Probe {
  ProbeKind kind = ProbeKind::points;
  OrdinalInterval places{};
  std::size_t draws = 0;
  std::uint64_t serial = 0;  // random numbers depend on the seed and this
  std::size_t cell = 0;      // whose draws these are

  std::vector<std::uint64_t> inputs;  // bits
  std::vector<double> magnitudes;     // |error| in ulp of each; NaN where the output has none
  std::uint64_t hardest = 0;          // of the inputs, the one whose exact value lies nearest to a midpoint
  double hardness = 0;                // its distance from RN(f) in ulp
};

// One per thread for the whole hunt; the reference is the thread's own.
class Prober {
 public:
  Prober(const HuntJob& job, const RegionMap& regions, std::uint64_t seed);
  void evaluate(Probe& probe, CertifiedReference& reference);

  Scorer& scorer() { return scorer_; }
  const std::string& failure() const { return failure_; }

 private:
  void draw(Probe& probe) const;
  void bisect(Probe& probe, CertifiedReference& reference);
  // Evaluates probe.inputs from place `first` on.
  void measure(Probe& probe, std::size_t first, CertifiedReference& reference);

  const FormatTraits& f_;
  const RegionMap& regions_;
  std::uint64_t seed_;
  HostExecutor executor_;
  Scorer scorer_;
  std::string failure_;
  Block block_;
  std::array<std::uint64_t, reference_room> got_{};
};

}  // namespace softplus_bench
