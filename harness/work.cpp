#include "harness/work.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <mutex>
#include <vector>

#include "core/narrow.hpp"
#include "core/nearest.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/regions.hpp"

namespace softplus_bench::facade {
namespace {

using harness::Error;
using harness::Request;

constexpr std::uint64_t most_inputs = std::uint64_t{1} << 36;

// Of the pool, which the formats share.
std::mutex pool_lock;

// One function of the pool for each kernel and format, however often it is measured. Each writes another entry than
// those that are being called.
template <FloatFormat T>
Kernel<T> guarded_kernel(harness::Kernel kernel) {
  static auto* const known = new std::map<harness::Kernel, GuardedKernel>;
  const std::lock_guard guard(pool_lock);
  GuardedKernel& slot = (*known)[kernel];
  if (slot == nullptr) slot = guard_kernel(kernel, sizeof(T));
  if (slot == nullptr)
    throw Error(fmt::format("more than {} different kernels in one process: measure the others in another",
                            most_guarded_kernels));
  return reinterpret_cast<Kernel<T>>(slot);  // see suites/executor/plugin.cpp, "typed"
}

void require_sense(const Request& request) {
  if (request.kernel == nullptr) throw Error("the request has no kernel");
  if (request.name.empty() ||
      request.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
    throw Error("name '" + request.name + "': names are of lower-case letters, digits and _");
  if (!(request.lower <= request.upper))
    throw Error(fmt::format("no input lies from lower = {} to upper = {}", request.lower, request.upper));
  if (!request.exhaustive && (request.samples == 0 || request.samples > most_inputs))
    throw Error(fmt::format("samples = {}: from 1 to 2^36", request.samples));
  if (!std::isfinite(request.claim_max_ulp))
    throw Error(fmt::format("claim_max_ulp = {}: a finite number, negative for no claim", request.claim_max_ulp));
  if (request.claim_max_ulp < 0) return;
  if (!(request.claim_lower <= request.claim_upper) || !(request.claim_lower <= request.upper) ||
      !(request.claim_upper >= request.lower))
    throw Error(fmt::format("the claim from {} to {} speaks of no input from {} to {}", request.claim_lower,
                            request.claim_upper, request.lower, request.upper));
}

// Within the format: an end beyond its largest number is infinite.
std::optional<InputRange> range_of(const Request& request, const FormatTraits& f) {
  if (request.lower == -infinity && request.upper == infinity) return std::nullopt;
  const InputRange range{widen(f, narrow_bits(f, request.lower)), widen(f, narrow_bits(f, request.upper))};
  if (std::isinf(range.lower) && range.lower == range.upper)
    throw Error(fmt::format("no finite number of {} lies from {} to {}", f.name, request.lower, request.upper));
  return range;
}

// As suites/plan.cpp chooses them.
void choose_inputs(const Request& request, const FormatTraits& f, AccuracyJob& job) {
  const Function& function = *job.function;
  const auto range = range_of(request, f);
  if (range) job.grid = range_envelope_grid(f, narrow_bits(f, range->lower), narrow_bits(f, range->upper));
  const bool pairs = function.inputs == 2;
  job.inputs = request.exhaustive ? "exhaustive" : "stratified";
  if (request.exhaustive) {
    job.sampler = pairs ? exhaustive_pairs(f, range) : exhaustive(f, range);
    if (job.sampler->size() > most_inputs)
      throw Error(fmt::format("too many inputs to visit them all ({} {}): give a narrower range, or samples",
                              function.name, f.name));
    return;
  }
  const auto intervals = region_intervals(function, f, beta_of(job));
  // Formulas switch where beta times the input passes a cutoff.
  std::vector<double> cutoffs(function.cutoffs.begin(), function.cutoffs.end());
  for (double& cutoff : cutoffs) cutoff /= beta_of(job);
  job.sampler = pairs ? stratified_pairs(f, request.samples, request.seed, intervals, cutoffs, function.partner, range)
                      : stratified(f, request.samples, request.seed, intervals, cutoffs, range);
}

}  // namespace

const Function& function_named(std::string_view name) {
  if (const Function* found = find_function(name)) return *found;
  std::vector<std::string> known;
  for (const Function* each : function_table()) known.emplace_back(each->name);
  throw Error(fmt::format("unknown function '{}'; did you mean '{}'? (functions() names them)", name,
                          nearest(name, known, 1)[0]));
}

const FormatTraits& format_named(std::string_view name) {
  for (const FormatTraits& f : all_formats)
    if (f.name == name) return f;
  throw Error(fmt::format("unknown format '{}': there are binary64, binary32, binary16, bfloat16", name));
}

std::optional<Parameters> parameters_of(const Function& function, const FormatTraits& f, double beta,
                                        double threshold) {
  if (function.betas.empty()) {
    if (beta != 1) throw Error(fmt::format("{} has no parameter: beta = {} has no meaning", function.name, beta));
    if (threshold != default_threshold)
      throw Error(fmt::format("{} has no parameter: threshold = {} has no meaning", function.name, threshold));
    return std::nullopt;
  }
  if (!(beta > 0) || !is_normal(f, narrow_bits(f, beta)))
    throw Error(fmt::format("beta = {} is no positive normal number of {}", beta, f.name));
  if (!std::isfinite(threshold)) throw Error(fmt::format("threshold = {} is no finite number", threshold));
  return Parameters{beta, threshold};
}

Work::Work(const Request& request) {
  require_sense(request);
  const Function& function = function_named(request.function);
  const FormatTraits& f = format_named(request.format);
  job.function = &function;
  job.format = f.id;
  job.parameters = parameters_of(function, f, request.beta, request.threshold);
  implementation.function = function.name;
  implementation.name = request.name;
  implementation.target = Target::plugin;
  visit_format(f.id, [&]<class T>(std::type_identity<T>) {
    auto& variant = const_cast<Variant<T>&>(implementation.variant<T>());
    variant.kernel = guarded_kernel<T>(request.kernel);
    if (request.claim_max_ulp >= 0) variant.claim = {request.claim_max_ulp, {request.claim_lower, request.claim_upper}};
  });
  job.implementations = {&implementation};
  choose_inputs(request, f, job);
}

}  // namespace softplus_bench::facade
