// gate: hold every author to their claim.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/progress.hpp"
#include "cli/request_options.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "reports/gate.hpp"
#include "suites/devices.hpp"
#include "suites/filter.hpp"
#include "suites/peers.hpp"
#include "suites/run.hpp"

namespace softplus_bench::cli {
namespace {

struct Options {
  RequestOptions request;
  std::string folder;
  bool allow_missing = false;
  bool quiet = false;
  bool json = false;
};

// Measures accuracy, or loads the run that is judged, and says which rows it should have.
Run run_to_judge(const Options& options, std::vector<std::string>& expected) {
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

std::string to_json(const std::vector<ClaimVerdict>& verdicts, int code) {
  using Json = nlohmann::ordered_json;
  Json rows = Json::array();
  for (const ClaimVerdict& v : verdicts) {
    Json row{{"id", v.id},
             {"verdict", name_of(v.verdict)},
             {"reason", v.reason},
             {"max_ulp", v.max_ulp},
             {"inputs", v.inputs}};
    if (v.claim_ulp >= 0) row["claim_ulp"] = v.claim_ulp;
    if (!v.witness_bits.empty())
      row["witness"] = {
          {"input_bits", v.witness_bits}, {"got_bits", v.witness_got_bits}, {"want_bits", v.witness_want_bits}};
    rows.push_back(std::move(row));
  }
  return Json{{"exit_code", code}, {"verdicts", std::move(rows)}}.dump(2) + "\n";
}

}  // namespace

void add_gate(CLI::App& app, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "gate", "Hold every author to their claim: exit 0, 4 when one is broken, 6 when one was not compared");
  declare_request_options(*verb, options->request);
  auto* stored = verb->add_option("--run", options->folder, "judge this stored run in place of measuring");
  stored->type_name("DIR");
  for (const char* measuring :
       {"--suite", "--targets", "--exhaustive", "--samples", "--range", "--corpus", "--param", "--seed"})
    stored->excludes(verb->get_option(measuring));
  verb->add_flag("--allow-missing", options->allow_missing, "do not fail for what could not be compared");
  verb->add_flag("-q,--quiet", options->quiet, "no progress");
  verb->add_flag("--json", options->json, "print JSON only; the summary line goes to stderr");
  verb->footer(
      "The last line on stdout is 'gate: N passed, N failed, N skipped'.\n"
      "Example:\n  softplus-bench gate -f 'softplus/*/binary32/*'");
  verb->callback([options, &code] {
    std::vector<std::string> expected;
    const Run run = run_to_judge(*options, expected);
    // Rows that were left out are skipped by name. Other omissions ("speed") are no rows.
    for (const Omission& omission : run.omissions)
      if (omission.id.find('/') != std::string::npos) expected.push_back(omission.id);
    const auto verdicts = judge_claims(run, expected);
    code = exit_code(verdicts, options->allow_missing);
    std::ostringstream text;
    print_verdicts(verdicts, text);
    if (options->json) {
      print(to_json(verdicts, code));
      const auto counts = count(verdicts);
      fmt::print(stderr, "gate: {} passed, {} failed, {} skipped\n", counts.passed, counts.failed, counts.skipped);
    } else {
      print(text.str());
    }
    if (interrupt_flag()) code = exit_interrupted;
  });
}

}  // namespace softplus_bench::cli
