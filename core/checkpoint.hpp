// How far a run has come, exactly: what an interrupted one goes on from.
//
// The suites produce and consume it, reports/checkpoint stores it. Jobs of the accuracy suite are done one after the
// other, so at most one is under way, and of that a whole number of portions from its first input on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/statistics.hpp"

namespace softplus_bench {

// How the exact values were reached, in inputs.
struct ReferenceTally {
  std::uint64_t shortcut = 0;
  std::uint64_t fast = 0;
  std::uint64_t settled = 0;
  std::uint64_t computed = 0;
  std::uint64_t highest_precision = 0;  // bits
  friend bool operator==(const ReferenceTally&, const ReferenceTally&) = default;
};

struct ImplementationProgress {
  std::string id;       // of the row
  std::string failure;  // why it failed; empty when it did not
  std::vector<ErrorStatistics> by_region;
  std::vector<Envelope::Bin> envelope;  // every bin of the format's grid
  friend bool operator==(const ImplementationProgress&, const ImplementationProgress&) = default;
};

// One job: the inputs from 0 to inputs_done - 1 of its sampler.
struct AccuracyProgress {
  std::string job;  // its name, one of a kind in its run
  std::uint64_t inputs_done = 0;
  ReferenceTally reference;
  std::vector<ImplementationProgress> implementations;  // in the order of the job
  friend bool operator==(const AccuracyProgress&, const AccuracyProgress&) = default;
};

// A job all of whose records were delivered.
struct FinishedJob {
  std::string job;
  ReferenceTally reference;
  friend bool operator==(const FinishedJob&, const FinishedJob&) = default;
};

struct Checkpoint {
  std::vector<FinishedJob> finished;
  std::optional<AccuracyProgress> under_way;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

}  // namespace softplus_bench
