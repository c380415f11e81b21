// The accuracy suite: every implementation of one function in one format against the exact values.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/checkpoint.hpp"
#include "core/implementation.hpp"
#include "core/parameters.hpp"
#include "core/record.hpp"
#include "core/rounding.hpp"
#include "core/statistics.hpp"
#include "reference/certified.hpp"
#include "suites/sampler.hpp"

namespace softplus_bench {

struct Function;

// One reference pass, shared by all implementations in it.
struct AccuracyJob {
  const Function* function = nullptr;
  FormatId format = FormatId::binary32;
  std::optional<Parameters> parameters{};  // where the function has any
  std::string inputs;                      // the label in the records: "exhaustive", "stratified", "weighted:normal"
  std::shared_ptr<const Sampler> sampler;
  Rounding rounding = Rounding::nearest;  // of kernels and exact values; regions are those of nearest
  bool per_region = true;                 // false: one record an implementation, of region "overall"
  bool with_envelope = true;              // whether that record says where errors lie
  std::optional<EnvelopeGrid> grid{};     // in which bins; none: the format's own
  std::vector<const Implementation*> implementations;
};

// 1 where there are no parameters.
double beta_of(const AccuracyJob& job);
EnvelopeGrid envelope_grid_of(const AccuracyJob& job);

// "accuracy softplus binary32 (exhaustive)", "accuracy softplus_beta[beta=2] binary32 (exhaustive)": one of a kind in a
// plan.
std::string job_name(std::string_view function, std::string_view format, std::string_view inputs);
std::string name_of(const AccuracyJob& job);

struct RegionStatistics {
  std::string region;
  ErrorStatistics statistics;
};

struct ImplementationAccuracy {
  const Implementation* implementation = nullptr;
  std::string failure;  // why the row failed; empty when it did not
  std::vector<RegionStatistics> regions;
  std::vector<EnvelopeBin> envelope;

  ErrorStatistics overall(const FormatTraits& f) const;
};

// Where the time went, summed over threads.
struct PhaseSeconds {
  double inputs = 0;
  double reference = 0;
  double implementation = 0;
  double statistics = 0;
  void merge(const PhaseSeconds& other);
};

struct AccuracyResult {
  bool complete = false;  // false: stopped before the last input
  std::uint64_t inputs_done = 0;
  ReferenceTally reference;
  PhaseSeconds seconds;
  std::vector<ImplementationAccuracy> implementations;  // in the order of the job
};

struct AccuracyOptions {
  unsigned threads = 1;
  ReferencePath reference = ReferencePath::fast;  // the result is the same either way
  const std::atomic<bool>* stop = nullptr;
  // Called now and then, from any thread but one at a time, with the inputs done so far.
  std::function<void(std::uint64_t)> progress;
  // Called about every checkpoint_seconds, and when stopped before the last input: all threads wait meanwhile.
  std::function<void(const AccuracyProgress&)> checkpoint;
  double checkpoint_seconds = 5;
  const AccuracyProgress* earlier = nullptr;  // a checkpoint of this job to go on from
};

// Throws UsageError where AccuracyOptions::earlier would be refused.
void require_resumable(const AccuracyJob& job, const AccuracyProgress& earlier);

// The result does not depend on the number of threads, nor on how often it was stopped and gone on with. Throws
// UsageError for an earlier checkpoint that does not fit the job. Errors of the reference (Ziv's loop not ending)
// are thrown; errors of an implementation are data.
AccuracyResult measure_accuracy(const AccuracyJob& job, const AccuracyOptions& options);

// What the implementation promises in the job's format and mode: nothing in a directed mode.
Claim claim_of(const AccuracyJob& job, const Implementation& implementation);

// The "overall" record first, with envelope and histogram, then one per region that any input fell in.
// seed is written as given; run_id and reproduce are the caller's. In a directed mode there are no claims.
std::vector<Record> accuracy_records(const AccuracyJob& job, const ImplementationAccuracy& accuracy,
                                     std::uint64_t seed);

}  // namespace softplus_bench
