#include "suites/accuracy_progress.hpp"

#include <algorithm>

#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/plan.hpp"

namespace softplus_bench {
namespace {

ReferenceTally tally_of(const ReferenceCounts& counts) {
  return {counts.shortcut, counts.fast, counts.oracle.settled, counts.oracle.computed,
          static_cast<std::uint64_t>(counts.oracle.highest_precision)};
}

void make_exact(Oracle& oracle, Witness& witness) {
  if (witness.any)
    witness.error =
        oracle.exact_error(witness.input, witness.input2, witness.got, oracle(witness.input, witness.input2));
}

}  // namespace

void add(ImplementationProgress& progress, const FormatTraits& f, const std::string& failure, Scorer& scorer) {
  // Which block failed first depends on the schedule; what failed does not.
  if (progress.failure.empty() || (!failure.empty() && failure < progress.failure)) progress.failure = failure;
  for (std::size_t r = 0; r < progress.by_region.size(); ++r) progress.by_region[r].merge(f, scorer.by_region()[r]);
  Envelope envelope(f, scorer.envelope().grid());
  envelope.merge(progress.envelope);
  envelope.merge(scorer.envelope());
  progress.envelope.assign(envelope.contents().begin(), envelope.contents().end());
}

ImplementationAccuracy accuracy_of(const ImplementationProgress& progress, const Implementation& implementation,
                                   const RegionMap& regions, const EnvelopeGrid& grid, Oracle& oracle) {
  const FormatTraits& f = regions.format();
  ImplementationAccuracy accuracy;
  accuracy.implementation = &implementation;
  accuracy.failure = progress.failure;
  for (std::size_t r = 0; r < regions.names().size(); ++r) {
    RegionStatistics region{regions.names()[r], progress.by_region[r]};
    for (Witness* witness : {&region.statistics.lowest, &region.statistics.highest, &region.statistics.first_violation,
                             &region.statistics.first_zero_sign})
      make_exact(oracle, *witness);
    accuracy.regions.push_back(std::move(region));
  }
  Envelope envelope(f, grid);
  envelope.merge(progress.envelope);
  accuracy.envelope = envelope.bins();
  return accuracy;
}

ImplementationProgress no_progress(const Implementation& implementation, const RegionMap& regions,
                                   const EnvelopeGrid& grid) {
  const FormatTraits& f = regions.format();
  return {row_id(implementation, f.id), "", std::vector<ErrorStatistics>(regions.names().size()),
          std::vector<Envelope::Bin>(static_cast<std::size_t>(grid.bins()))};
}

void merge(ReferenceTally& tally, const ReferenceTally& other) {
  tally.shortcut += other.shortcut;
  tally.fast += other.fast;
  tally.settled += other.settled;
  tally.computed += other.computed;
  tally.highest_precision = std::max(tally.highest_precision, other.highest_precision);
}

AccuracyProgress no_progress(const AccuracyJob& job, const RegionMap& regions) {
  AccuracyProgress progress;
  progress.job = name_of(job);
  for (const Implementation* implementation : job.implementations)
    progress.implementations.push_back(no_progress(*implementation, regions, envelope_grid_of(job)));
  return progress;
}

void require_fits(const AccuracyProgress& progress, const AccuracyJob& job, const RegionMap& regions,
                  std::uint64_t portion) {
  const AccuracyProgress wanted = no_progress(job, regions);
  const std::uint64_t size = job.sampler->size();
  bool fits = progress.job == wanted.job && progress.inputs_done <= size &&
              (progress.inputs_done % portion == 0 || progress.inputs_done == size) &&
              progress.implementations.size() == wanted.implementations.size();
  for (std::size_t k = 0; fits && k < wanted.implementations.size(); ++k) {
    const ImplementationProgress& is = progress.implementations[k];
    const ImplementationProgress& want = wanted.implementations[k];
    fits =
        is.id == want.id && is.by_region.size() == want.by_region.size() && is.envelope.size() == want.envelope.size();
  }
  if (!fits)
    throw UsageError("the checkpoint of '" + progress.job + "' does not fit '" + wanted.job +
                     "' as it is planned now: start a new run");
}

AccuracyProgress with_gathered(AccuracyProgress progress, const AccuracyJob& job,
                               std::span<const std::unique_ptr<Sweep>> workers) {
  const FormatTraits& f = traits(job.format);
  for (const auto& worker : workers) {
    if (!worker) continue;
    merge(progress.reference, tally_of(worker->counts()));
    for (std::size_t k = 0; k < progress.implementations.size(); ++k)
      add(progress.implementations[k], f, worker->gathered()[k].failure, worker->gathered()[k].scorer);
  }
  return progress;
}

AccuracyResult result_of(const AccuracyProgress& progress, const AccuracyJob& job, const RegionMap& regions) {
  AccuracyResult result;
  result.complete = progress.inputs_done == job.sampler->size();
  result.inputs_done = progress.inputs_done;
  result.reference = progress.reference;
  Oracle oracle(*job.function, traits(job.format), job.rounding, beta_of(job));
  for (std::size_t k = 0; k < job.implementations.size(); ++k)
    result.implementations.push_back(
        accuracy_of(progress.implementations[k], *job.implementations[k], regions, envelope_grid_of(job), oracle));
  return result;
}

}  // namespace softplus_bench
