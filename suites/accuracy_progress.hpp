// The exact state of an accuracy job under way: what its threads have gathered on top of an earlier attempt.
#pragma once

#include <memory>
#include <span>

#include "core/checkpoint.hpp"
#include "suites/accuracy.hpp"
#include "suites/regions.hpp"
#include "suites/sweep.hpp"

namespace softplus_bench {

// Of one implementation: nothing done yet; what one thread has gathered added to it; its figures. The witnesses are
// computed again in MPFR, so that the printed maxima are exact to the printed digits.
ImplementationProgress no_progress(const Implementation& implementation, const RegionMap& regions,
                                   const EnvelopeGrid& grid);
void add(ImplementationProgress& progress, const FormatTraits& f, const std::string& failure, Scorer& scorer);
ImplementationAccuracy accuracy_of(const ImplementationProgress& progress, const Implementation& implementation,
                                   const RegionMap& regions, const EnvelopeGrid& grid, Oracle& oracle);

// A job of which nothing is done yet.
AccuracyProgress no_progress(const AccuracyJob& job, const RegionMap& regions);
// Throws UsageError unless the state is one of this job, at the end of one of its portions.
void require_fits(const AccuracyProgress& progress, const AccuracyJob& job, const RegionMap& regions,
                  std::uint64_t portion);
// `progress` and what the threads have gathered since; one that could not be started is null.
AccuracyProgress with_gathered(AccuracyProgress progress, const AccuracyJob& job,
                               std::span<const std::unique_ptr<Sweep>> workers);
// The figures of the inputs done.
AccuracyResult result_of(const AccuracyProgress& progress, const AccuracyJob& job, const RegionMap& regions);

void merge(ReferenceTally& tally, const ReferenceTally& other);

}  // namespace softplus_bench
