// The gate's accuracy: every author is held to their claim.
#include <fmt/format.h>
#include <array>

#include "cli/gate.hpp"
#include "cli/progress.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "reports/gate.hpp"
#include "suites/devices.hpp"
#include "suites/filter.hpp"
#include "suites/peers.hpp"
#include "suites/run.hpp"

namespace softplus_bench::cli {
namespace {

// Measures accuracy, or loads the run that is judged, and says which rows it should have.
Run run_to_judge(const GateOptions& options, std::vector<std::string>& expected) {
  if (!options.folder.empty()) {
    const Filter filter(options.request.filters);
    Run run = load_run(options.folder);
    if (const Rounding rounding = rounding_of(run); rounding != Rounding::nearest)
      throw UsageError(fmt::format(
          "{} was measured rounding {}, and claims speak of rounding to nearest: give a run made without --rounding",
          options.folder, words_of(rounding)));
    std::vector<std::string> ids;
    for (const Record& record : run.records) ids.push_back(record.id());
    if (!options.request.filters.empty()) filter.require_matches(ids);
    const auto left_out = [&](const std::string& id) {
      const std::array<std::string_view, 2> names{id, std::string_view(id).substr(0, id.find('['))};
      return !filter.accepts_any(names);
    };
    std::erase_if(run.records, [&](const Record& record) { return left_out(record.id()); });
    std::erase_if(run.omissions, [&](const Omission& omission) { return left_out(omission.id); });
    return run;
  }
  const Request request = request_from(options.request, "accuracy");
  open_devices(asked_implementations(request, implementation_catalogue()), request.device);
  const Plan plan = make_plan(request, implementation_catalogue());
  load_peers(plan);
  for (const AccuracyJob& job : plan.accuracy)
    for (const Implementation* implementation : job.implementations)
      expected.push_back(row_id(*implementation, job.format, job.parameters));
  Run run = new_run(request, command_line());
  Collector collector(run, nullptr);
  ProgressLine line(options.quiet || options.json);
  RunOptions run_options;
  run_options.threads = threads_from(options.request);
  run_options.stop = &interrupt_flag();
  run_options.progress = [&](const Progress& progress) { line.show(progress); };
  const RunOutcome outcome = carry_out(plan, request, run.run_id, collector, run_options);
  run.complete = !outcome.stopped;
  return run;
}

}  // namespace

void judge_accuracy(const GateOptions& options, GateReport& report) {
  std::vector<std::string> expected;
  const Run run = run_to_judge(options, expected);
  // Rows that were left out are skipped by name. Other omissions ("speed") are no rows.
  for (const Omission& omission : run.omissions)
    if (omission.id.find('/') != std::string::npos) expected.push_back(omission.id);
  for (GateCheck& check : checks_of(judge_claims(run, expected))) report.checks.push_back(std::move(check));
}

}  // namespace softplus_bench::cli
