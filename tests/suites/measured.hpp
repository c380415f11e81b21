// One implementation against the exact values, as the accuracy suite measures it.
#pragma once

#include <utility>

#include "reference/table.hpp"
#include "suites/accuracy.hpp"

namespace softplus_bench {

inline AccuracyJob job_of(FormatId format, std::shared_ptr<const Sampler> sampler,
                          std::vector<const Implementation*> implementations) {
  AccuracyJob job;
  job.function = &softplus_function;
  job.format = format;
  job.inputs = "exhaustive";
  job.sampler = std::move(sampler);
  job.implementations = std::move(implementations);
  return job;
}

// Every bit pattern of the format, or every number of the range.
inline ImplementationAccuracy measured(const Implementation& implementation, FormatId format,
                                       std::optional<InputRange> range = {}) {
  const auto job = job_of(format, exhaustive(traits(format), range), {&implementation});
  return measure_accuracy(job, {}).implementations.at(0);
}

// n inputs over all finite numbers, the neighbours of the cutoffs given, and the special values.
inline std::shared_ptr<const Sampler> drawn(FormatId format, std::uint64_t n, std::span<const double> cutoffs = {}) {
  const auto limit = static_cast<std::int64_t>(traits(format).max_finite_bits());
  return stratified(traits(format), n, 1, std::vector<OrdinalInterval>{{-limit, limit}}, cutoffs, {});
}

inline ErrorStatistics statistics_of(const ImplementationAccuracy& accuracy, FormatId format) {
  return accuracy.overall(traits(format));
}

}  // namespace softplus_bench
