// gate: hold every author to their claim, every row to what was accepted, and every kernel to its speed.
#include <CLI/CLI.hpp>

#include "cli/gate.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace softplus_bench::cli {
namespace {

void declare(CLI::App& verb, GateOptions& options) {
  declare_request_options(verb, options.request);
  auto* stored = verb.add_option("--run", options.folder, "judge this stored run in place of measuring");
  stored->type_name("DIR");
  for (const char* measuring :
       {"--suite", "--targets", "--exhaustive", "--samples", "--range", "--corpus", "--param", "--seed", "--plugin"})
    stored->excludes(verb.get_option(measuring));
  verb.add_flag("--allow-missing", options.allow_missing, "do not fail for what could not be compared");
  verb.add_flag("-q,--quiet", options.quiet, "no progress");
  verb.add_flag("--json", options.json, "print JSON only; the summary line goes to stderr");
  auto* self_test = verb.add_flag("--self-test", options.self_test, "plant faults and copies: does the gate see them?");
  verb.add_flag("--short", options.short_form, "of the self-test, in about a minute")->needs(self_test);
  verb.add_option("--plant", options.plants, "of the self-test: only these, by name")
      ->type_name("NAMES")
      ->delimiter(',')
      ->needs(self_test);
  verb.footer(
      "The last line on stdout is 'gate: N passed, N failed, N skipped'.\n"
      "With --plugin and without -f the rows of the plug-ins are judged alone.\n"
      "Example:\n  softplus-bench gate -f 'softplus/*/binary32/*'");
}

}  // namespace

void add_gate(CLI::App& app, int& code) {
  auto options = std::make_shared<GateOptions>();
  CLI::App* verb = app.add_subcommand(
      "gate", "Hold every author to their claim: exit 0, 4 when one is broken, 6 when one was not compared");
  declare(*verb, *options);
  verb->callback([options, &code] {
    if (options->self_test) {
      code = run_self_test(*options);
      return;
    }
    mean_plugins_alone(options->request);
    GateReport report;
    judge_accuracy(*options, report);
    report.interrupted = interrupt_flag();
    code = exit_code(report, {options->allow_missing, options->strict});
    if (report.interrupted) code = exit_interrupted;
    write_gate_outputs(*options, report, code);
  });
}

}  // namespace softplus_bench::cli
