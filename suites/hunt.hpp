// The hunt: a search for the inputs on which one implementation errs most. What it finds is a lower bound.
//
// It goes in rounds. A round is planned from what the rounds before it found (suites/hunt_search.hpp) and then
// evaluated by all threads, so that the outcome depends on the seed and the number of rounds alone: a time budget only
// decides how many there are.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "core/implementation.hpp"
#include "core/record.hpp"
#include "core/statistics.hpp"
#include "reference/certified.hpp"
#include "suites/accuracy.hpp"

namespace softplus_bench {

struct Function;

struct HuntJob {
  const Function* function = nullptr;
  FormatId format = FormatId::binary64;
  const Implementation* implementation = nullptr;
};

inline constexpr std::size_t most_witnesses = 64;

struct HuntOptions {
  std::uint64_t seed = 1;
  std::uint64_t most_rounds = std::numeric_limits<std::uint64_t>::max();
  std::size_t witnesses = 16;  // of the outcome, at most; up to most_witnesses
  unsigned threads = 1;
  std::function<bool()> spent;              // asked after each round: true ends the hunt
  const std::atomic<bool>* stop = nullptr;  // ends it in the middle of a round
};

struct HuntOutcome {
  ImplementationAccuracy accuracy;  // over every evaluation, per region; extremes exact
  // The worst inputs, exact, worst first: no two closer than 1/128 of a binade, none correctly rounded.
  std::vector<Witness> worst;
  std::uint64_t rounds = 0;  // whole ones
  bool exhausted = false;    // nothing was left to try
  ReferenceCounts reference;
};

HuntOutcome hunt(const HuntJob& job, const HuntOptions& options);

// As accuracy_records, with inputs "hunted". Means, percentiles and shares stay empty: over inputs that were searched
// for their errors they would say nothing.
std::vector<Record> hunt_records(const HuntJob& job, const HuntOutcome& outcome, std::uint64_t seed);

}  // namespace softplus_bench
