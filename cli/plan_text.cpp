#include "cli/plan_text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "cli/progress.hpp"
#include "cli/rounding_option.hpp"
#include "reference/function.hpp"
#include "suites/devices.hpp"

namespace softplus_bench::cli {
namespace {

bool is_finished(const std::string& name, const Checkpoint& earlier) {
  return std::any_of(earlier.finished.begin(), earlier.finished.end(),
                     [&](const FinishedJob& finished) { return finished.job == name; });
}

std::uint64_t inputs_done(const AccuracyJob& job, const Checkpoint& earlier) {
  const std::string name = name_of(job);
  if (is_finished(name, earlier)) return job.sampler->size();
  return earlier.under_way && earlier.under_way->job == name ? earlier.under_way->inputs_done : 0;
}

}  // namespace

double seconds_left(const Plan& plan, const Checkpoint& earlier, unsigned threads) {
  double seconds = 0;
  for (const AccuracyJob& job : plan.accuracy)
    seconds += planned_seconds(job) *
               (1 - static_cast<double>(inputs_done(job, earlier)) / static_cast<double>(job.sampler->size()));
  for (const PropertiesJob& job : plan.properties)
    if (!is_finished(name_of(job), earlier)) seconds += planned_seconds(job);
  return seconds / threads + plan.speed_seconds + plan.claims_seconds;
}

std::string plan_text(const Plan& plan, const Checkpoint& earlier, double seconds, std::optional<double> budget) {
  std::string out;
  for (const AccuracyJob& job : plan.accuracy) {
    out += fmt::format("accuracy  {:<9} {:<9} {:<16} {:>13} inputs  {:>3} implementations{}", job.function->name,
                       traits(job.format).name, job.inputs, job.sampler->size(), job.implementations.size(),
                       rounding_note(job.rounding));
    if (const std::uint64_t done = inputs_done(job, earlier); done != 0) out += fmt::format("  {} inputs done", done);
    out += '\n';
  }
  for (const PropertiesJob& job : plan.properties)
    out += fmt::format("properties {:<9} {:<9} {:<15} {:>13} inputs  {:>3} implementations{}\n", job.function->name,
                       traits(job.format).name, job.inputs, job.sampler->size(), job.implementations.size(),
                       is_finished(name_of(job), earlier) ? "  done" : "");
  if (!plan.speed.empty()) {
    const bool devices = std::any_of(plan.speed.begin(), plan.speed.end(),
                                     [](const SpeedRow& row) { return is_device(row.implementation->target); });
    out += fmt::format("speed     {} rows, {}{} rounds each, beside copy and relu\n", plan.speed.size(),
                       devices ? "up to " : "", plan.speed_rounds);
  }
  if (!plan.claims.empty())
    out += fmt::format("claims    {} of {}, asked of {} rows\n", plan.claims.size(), claim_names().size(),
                       plan.claim_rows.size());
  for (const Omission& omission : plan.omissions)
    out += fmt::format("skipped   {}: {}\n", omission.id, omission.reason);
  if (budget && *budget < seconds)
    out += fmt::format("time budget: {}; what it leaves out will be named, and --resume goes on with it\n",
                       duration_text(*budget));
  return out + fmt::format("expected time: {}\n", duration_text(seconds));
}

}  // namespace softplus_bench::cli
