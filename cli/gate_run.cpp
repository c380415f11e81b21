#include "cli/gate_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/progress.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "reports/comparison_side.hpp"
#include "reports/gate.hpp"
#include "suites/devices.hpp"
#include "suites/filter.hpp"
#include "suites/peers.hpp"
#include "suites/run.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view gate_suite = "gate";

std::array<std::string_view, 2> names_of(std::string_view id) { return {id, id.substr(0, id.find('['))}; }

// Rows that were left out are skipped by name. Other omissions ("speed") are no rows.
void expect_omissions(RunToJudge& result) {
  for (const Omission& omission : result.run.omissions)
    if (omission.id.find('/') != std::string::npos) result.expected.push_back(omission.id);
}

}  // namespace

Request gate_request(const RequestOptions& options) {
  RequestOptions asked = options;
  if (asked.suite.empty()) asked.suite = gate_suite;
  return request_from(asked, "accuracy");
}

RunToJudge measured_run(const RequestOptions& options, bool quiet) {
  const Request request = gate_request(options);
  open_devices(asked_implementations(request, implementation_catalogue()), request.device);
  const Plan plan = make_plan(request, implementation_catalogue());
  load_peers(plan);
  RunToJudge result;
  for (const AccuracyJob& job : plan.accuracy)
    for (const Implementation* implementation : job.implementations)
      result.expected.push_back(row_id(*implementation, job.format, job.parameters));
  result.run = new_run(request, command_line());
  Collector collector(result.run, nullptr);
  ProgressLine line(quiet);
  RunOptions run_options;
  run_options.threads = threads_from(options);
  run_options.stop = &interrupt_flag();
  run_options.progress = [&](const Progress& progress) { line.show(progress); };
  const RunOutcome outcome = carry_out(plan, request, result.run.run_id, collector, run_options);
  result.run.complete = !outcome.stopped;
  expect_omissions(result);
  return result;
}

RunToJudge stored_run(const std::string& folder, const RequestOptions& options) {
  const Filter filter(options.filters);
  RunToJudge result;
  Run& run = result.run;
  run = load_run(folder);
  if (const Rounding rounding = rounding_of(run); rounding != Rounding::nearest)
    throw UsageError(fmt::format(
        "{} was measured rounding {}, and claims speak of rounding to nearest: give a run made without --rounding",
        folder, words_of(rounding)));
  std::vector<std::string> ids;
  for (const Record& record : run.records) ids.push_back(row_of(record));
  if (!options.filters.empty()) filter.require_matches(ids);
  const auto left_out = [&](const std::string& id) { return !filter.accepts_any(names_of(id)); };
  std::erase_if(run.records, [&](const Record& record) { return left_out(row_of(record)); });
  std::erase_if(run.omissions, [&](const Omission& omission) { return left_out(omission.id); });
  expect_omissions(result);
  return result;
}

std::function<bool(const std::string&)> asked_rows(const RequestOptions& options) {
  return [filter = Filter(options.filters), targets = options.targets](const std::string& id) {
    const auto names = names_of(id);
    const std::string_view target = names[1].substr(names[1].rfind('/') + 1);
    const bool named = std::find(targets.begin(), targets.end(), target) != targets.end();
    if (!filter.accepts_any(names) || (!targets.empty() && !named)) return false;
    if (target == "peer") return named || filter.names_any(names);
    if (target == "opencl" || target == "cuda") return named || filter.names_target_of_any(names);
    return true;
  };
}

std::string other_question(const RequestOptions& options) {
  std::string words;
  const auto say = [&](bool given, std::string_view option) {
    if (given) words += fmt::format("{}{}", words.empty() ? "" : ", ", option);
  };
  say(!options.suite.empty() && options.suite != gate_suite, "--suite");
  say(options.exhaustive, "--exhaustive");
  say(options.samples.has_value(), "--samples");
  say(!options.range.empty(), "--range");
  say(!options.parameters.empty(), "--param");
  say(options.seed.has_value(), "--seed");
  return words;
}

}  // namespace softplus_bench::cli
