// gate: hold every author to their claim, every row to what was accepted, and every kernel to its speed.
#include <CLI/CLI.hpp>

#include "cli/gate.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"

namespace softplus_bench::cli {
namespace {

void declare(CLI::App& verb, GateOptions& options) {
  verb.add_option("what", options.what, "accuracy, speed or all")
      ->check(one_of({"accuracy", "speed", "all"}))
      ->type_name("WHAT")
      ->capture_default_str();
  declare_request_options(verb, options.request);
  auto* stored = verb.add_option("--run", options.folder, "judge this stored run in place of measuring");
  stored->type_name("DIR");
  for (const char* measuring :
       {"--suite", "--targets", "--exhaustive", "--samples", "--range", "--corpus", "--param", "--seed", "--plugin"})
    stored->excludes(verb.get_option(measuring));
  verb.add_option("--baseline", options.baseline, "the folder of what was accepted; suites/baseline by default")
      ->type_name("DIR");
  verb.add_option("--margin", options.margin, "of speed: differences up to this are the same")->capture_default_str();
  verb.add_option("--launches", options.launches, "of speed: processes one after the other")
      ->check(CLI::Range(2u, 100u))
      ->capture_default_str();
  verb.add_flag("--instructions", options.instructions, "count instructions too, under valgrind");
  verb.add_flag("--allow-missing", options.allow_missing, "do not fail for what could not be compared");
  verb.add_flag("-q,--quiet", options.quiet, "no progress");
  verb.add_flag("--json", options.json, "print JSON only; the summary line goes to stderr");
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
    mean_plugins_alone(options->request);
    GateReport report;
    if (options->what != "speed") judge_accuracy(*options, report);
    if (options->what != "accuracy" && !interrupt_flag()) judge_speed(*options, report);
    report.interrupted = interrupt_flag();
    code = exit_code(report, {options->allow_missing, options->strict});
    if (report.interrupted) code = exit_interrupted;
    write_gate_outputs(*options, report, code);
  });
}

}  // namespace softplus_bench::cli
