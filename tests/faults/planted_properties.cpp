#include "tests/faults/planted_properties.hpp"

#include <algorithm>

#include "reference/function.hpp"

namespace softplus_bench::faults {

PropertiesJob properties_job(const Implementation& implementation, FormatId format, std::uint64_t samples) {
  const FormatTraits& f = traits(format);
  PropertiesJob job;
  job.function = find_function(implementation.function);
  job.format = format;
  if (!job.function->betas.empty()) job.parameters = Parameters{};
  job.implementations = {&implementation};
  const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
  const std::vector<OrdinalInterval> all{{-limit, limit}};
  const bool pairs = job.function->inputs == 2;
  job.inputs = pairs || samples != 0 ? "stratified" : "exhaustive";
  if (pairs)
    job.sampler =
        stratified_pairs(f, samples != 0 ? samples : 20000, 1, all, job.function->cutoffs, job.function->partner, {});
  else if (samples != 0) job.sampler = stratified(f, samples, 1, all, job.function->cutoffs, {});
  else job.sampler = exhaustive(f, {});
  return job;
}

std::vector<Record> looked_at(const PlantedProperty& planted, std::uint64_t samples) {
  PropertiesJob job = properties_job(*planted.implementation, planted.format, samples);
  if (planted.forward != nullptr) {
    job.forwards = {planted.forward};
    job.parameters = Parameters{1, 5};
  }
  return measure_properties(job, {}, 1).records;
}

const Record* find_property(const std::vector<Record>& records, std::string_view property) {
  const auto found = std::find_if(records.begin(), records.end(),
                                  [&](const Record& each) { return each.text("property") == property; });
  return found != records.end() ? &*found : nullptr;
}

}  // namespace softplus_bench::faults
