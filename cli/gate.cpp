// gate: hold every author to their claim, every row to what was accepted, and every kernel to its speed.
#include <CLI/CLI.hpp>

#include "cli/gate.hpp"
#include "cli/session.hpp"
#include "cli/snapshot_files.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/speed_verdict.hpp"
#include "core/usage_error.hpp"
#include "suites/facts.hpp"

namespace softplus_bench::cli {
namespace {

void declare_judging(CLI::App& verb, GateOptions& options) {
  auto* stored = verb.add_option("--run", options.folder, "judge this stored run in place of measuring");
  stored->type_name("DIR");
  for (const char* measuring :
       {"--suite", "--targets", "--exhaustive", "--samples", "--range", "--corpus", "--param", "--seed", "--plugin"})
    stored->excludes(verb.get_option(measuring));
  verb.add_option("--baseline", options.baseline,
                  "the folder of snapshots and ratios; suites/baseline where there is one")
      ->type_name("DIR");
  auto* old_binary = verb.add_option("--old", options.old_binary, "judge speed against this build of softplus-bench");
  old_binary->type_name("BINARY")->excludes(stored);
  verb.add_option("--margin", options.margin, "slower by up to this is the same speed; never below the measured noise")
      ->capture_default_str();
  verb.add_option("--launches", options.launches, "processes that each time everything; slower is what is so in all")
      ->check(CLI::Range(2u, 100u))
      ->capture_default_str();
  verb.add_flag("--instructions", options.instructions, "also count instructions (valgrind)");
  verb.add_flag("--allow-missing", options.allow_missing, "do not fail for what could not be compared");
  verb.add_flag("--strict", options.strict,
                "fail for what stays undecided, and for a snapshot that cannot be compared");
}

void declare_outputs(CLI::App& verb, GateOptions& options) {
  verb.add_option("--junit", options.junit, "write the checks as JUnit XML")->type_name("FILE");
  verb.add_option("--sarif", options.sarif, "write what failed as SARIF 2.1.0")->type_name("FILE");
  verb.add_option("--md", options.markdown, "write a summary in Markdown, the worst first")->type_name("FILE");
  verb.add_flag("--github", options.github, "append the summary to $GITHUB_STEP_SUMMARY and annotate the worst ten");
  verb.add_flag("-v,--verbose", options.verbose, "a line for each row that was skipped");
  verb.add_flag("-q,--quiet", options.quiet, "no progress");
  verb.add_flag("--json", options.json, "print JSON only; the summary line goes to stderr");
}

void declare(CLI::App& verb, GateOptions& options) {
  verb.add_option("what", options.what, "what to judge")
      ->check(one_of({"accuracy", "speed", "all"}))
      ->capture_default_str();
  declare_request_options(verb, options.request);
  declare_judging(verb, options);
  declare_outputs(verb, options);
  auto* self_test = verb.add_flag("--self-test", options.self_test, "plant faults and copies: does the gate see them?");
  for (const char* other : {"--run", "--old", "--baseline", "--junit", "--sarif", "--md", "--github", "--filter",
                            "--suite", "--targets", "--exhaustive", "--samples", "--range", "--corpus", "--param",
                            "--plugin", "--margin", "--launches", "--instructions"})
    self_test->excludes(verb.get_option(other));
  verb.add_flag("--short", options.short_form, "of the self-test, in a minute or two")->needs(self_test);
  verb.add_option("--plant", options.plants, "of the self-test: only these, by name")
      ->type_name("NAMES")
      ->delimiter(',')
      ->needs(self_test);
  verb.footer(
      "The last line on stdout is 'gate: N passed, N failed, N skipped'. Exit: 0 passed, 3 slower, "
      "4 less accurate (wins), 5 undecided with --strict, 6 not everything compared, 130 interrupted; 1 and 2 "
      "are errors. See docs/gate.md.\n"
      "With --plugin and without -f the rows of the plug-ins are judged alone.\n"
      "Example:\n  softplus-bench gate -f 'softplus/*/binary32/*' --junit gate.xml --md gate.md");
}

// Where it was measured; the judges add how.
Facts facts_of(const GateOptions& options) {
  if (!options.folder.empty()) return {{"judged run", options.folder}};
  Facts facts = build_and_library_facts();
  for (auto& fact : machine_facts()) facts.push_back(std::move(fact));
  return facts;
}

}  // namespace

void add_gate(CLI::App& app, int& code) {
  auto options = std::make_shared<GateOptions>();
  CLI::App* verb = app.add_subcommand(
      "gate", "Hold every author to their claim, every row to what was accepted, every kernel to its speed");
  declare(*verb, *options);
  verb->callback([options, &code] {
    margin_from(options->margin);  // refused before anything is measured
    if (options->what == "speed" && !options->folder.empty())
      throw UsageError("gate speed --run: times of a stored run are not judged; leave out --run to measure them");
    if (options->what == "accuracy" && !options->old_binary.empty())
      throw UsageError("gate accuracy --old: the old build is for speed; leave out --old or 'accuracy'");
    if (!options->old_binary.empty() && !options->request.plugins.empty())
      throw UsageError("gate --old: compares the rows of two builds; leave --plugin out");
    if (options->self_test) {
      code = run_self_test(*options);
      return;
    }
    baseline_folder(options->baseline, true);
    require_snapshots(options->baseline);
    check_gate_outputs(*options);
    mean_plugins_alone(options->request);
    GateReport report;
    report.facts = facts_of(*options);
    if (options->what != "speed") judge_accuracy(*options, report);
    if (options->what != "speed" && !interrupt_flag()) judge_contract(*options, report);
    // A stored run is judged without measuring anything.
    if (options->what != "accuracy" && options->folder.empty() && !interrupt_flag()) judge_speed(*options, report);
    report.interrupted = interrupt_flag();
    code = exit_code(report, {options->allow_missing, options->strict});
    if (report.interrupted) code = exit_interrupted;
    code = write_gate_outputs(*options, report, code);
  });
}

}  // namespace softplus_bench::cli
