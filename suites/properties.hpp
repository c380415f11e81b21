// The properties suite: what can be said of a function's values without knowing them, on every input of a sweep.
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
#include "reference/certified.hpp"
#include "suites/sampler.hpp"

namespace softplus_bench {

struct Function;

struct PropertiesJob {
  const Function* function = nullptr;
  FormatId format = FormatId::binary32;
  std::optional<Parameters> parameters{};  // where the function has any
  std::string inputs;                      // "exhaustive", "stratified"
  std::shared_ptr<const Sampler> sampler;
  std::vector<const Implementation*> implementations;
  // Of softplus_backward, the softplus_beta of the same name and target, null where there is none; else empty.
  std::vector<const Implementation*> forwards;
};

// "properties softplus binary32 (exhaustive)": one of a kind in a plan.
std::string name_of(const PropertiesJob& job);

struct PropertiesOptions {
  unsigned threads = 1;
  ReferencePath reference = ReferencePath::fast;  // the result is the same either way
  const std::atomic<bool>* stop = nullptr;
  // Called now and then, from any thread but one at a time, with the inputs done so far.
  std::function<void(std::uint64_t)> progress;
};

struct PropertiesResult {
  bool complete = false;  // false: stopped, and there are no records
  ReferenceTally reference;
  // One for each property and special value of each implementation, in the order of the job, or a single failed one of
  // an implementation that threw; run_id and reproduce are the caller's.
  std::vector<Record> records;
};

// The result does not depend on the number of threads.
PropertiesResult measure_properties(const PropertiesJob& job, const PropertiesOptions& options, std::uint64_t seed);

}  // namespace softplus_bench
