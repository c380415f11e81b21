// The exact state of an accuracy job under way: what its threads have gathered on top of an earlier attempt.
#pragma once

#include <memory>
#include <span>

#include "core/checkpoint.hpp"
#include "suites/accuracy.hpp"
#include "suites/regions.hpp"
#include "suites/sweep.hpp"

namespace softplus_bench {

// A job of which nothing is done yet.
AccuracyProgress no_progress(const AccuracyJob& job, const RegionMap& regions);
// Throws UsageError unless the state is one of this job, at the end of one of its portions.
void require_fits(const AccuracyProgress& progress, const AccuracyJob& job, const RegionMap& regions,
                  std::uint64_t portion);
// `progress` and what the threads have gathered since; one that could not be started is null.
AccuracyProgress with_gathered(AccuracyProgress progress, const AccuracyJob& job,
                               std::span<const std::unique_ptr<Sweep>> workers);
// The figures of the inputs done. The witnesses are computed again in MPFR, so that the printed maxima are exact to
// the printed digits.
AccuracyResult result_of(const AccuracyProgress& progress, const AccuracyJob& job, const RegionMap& regions);

void merge(ReferenceTally& tally, const ReferenceTally& other);

}  // namespace softplus_bench
