#include "cli/run_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/rounding_option.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "core/usage_error.hpp"

namespace softplus_bench::cli {
namespace {

// Options that do not say what to measure: of a resumed run they are given anew.
constexpr std::string_view options_of_an_attempt[] = {"--help",    "--output",    "--resume",  "--time-budget",
                                                      "--threads", "--reference", "--dry-run", "--verbose",
                                                      "--quiet",   "--color"};

}  // namespace

void declare(CLI::App& verb, RunVerbOptions& options) {
  verb.add_option("what", options.what, "accuracy, properties, speed, claims or all")
      ->check(one_of({"accuracy", "properties", "speed", "claims", "all"}))
      ->type_name("WHAT")
      ->capture_default_str();
  declare_request_options(verb, options.request);
  declare_rounding(verb, options.request.rounding);
  verb.add_option("-o,--output", options.folder, "the folder for the results; out/<suite>-<UTC time> by default")
      ->type_name("DIR");
  verb.add_option("--time-budget", options.time_budget, "stop after this long, say what was left out: 30s, 5m, 2h")
      ->type_name("TIME");
  verb.add_option("--resume", options.resume,
                  "go on with the run in DIR, interrupted, killed or out of time: with its options, or with none")
      ->type_name("DIR");
  verb.add_flag("--dry-run", options.dry_run, "print the plan and its expected time, measure nothing");
  verb.add_option("--reference", options.reference,
                  "fast (certified, MPFR where undecided) or mpfr: the results are the same")
      ->transform(CLI::CheckedTransformer(std::map<std::string, ReferencePath>{{"fast", ReferencePath::fast},
                                                                               {"mpfr", ReferencePath::mpfr}})
                      .description(""))
      ->type_name("fast|mpfr");
  verb.add_flag("-v,--verbose", options.verbose, "say where the time went and how the exact values were reached");
  verb.add_flag("-q,--quiet", options.quiet, "no progress");
  verb.add_option("--color", options.color, "of the table")
      ->check(one_of({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->capture_default_str();
  verb.allow_extras();
  verb.footer(
      "Options that start with --benchmark_ go to Google Benchmark.\n"
      "Example:\n  softplus-bench run accuracy -f 'softplus/*/bfloat16/*' --exhaustive -o out/bfloat16");
}

void complete(RunVerbOptions& options, const CLI::App& verb, const std::vector<std::string>& arguments) {
  options.arguments = arguments;
  options.benchmark_arguments = verb.remaining();
  for (const std::string& extra : options.benchmark_arguments)
    if (!extra.starts_with("--benchmark_"))
      throw UsageError(unknown_argument(verb, extra) + " (see 'softplus-bench run --help')");
  for (const CLI::Option* option : verb.get_options())
    if (option->count() > 0 && std::find(std::begin(options_of_an_attempt), std::end(options_of_an_attempt),
                                         option->get_name()) == std::end(options_of_an_attempt))
      options.any_request = true;
}

RunVerbOptions run_options_from(const std::vector<std::string>& arguments) {
  RunVerbOptions options;
  CLI::App verb;
  declare(verb, options);
  try {
    verb.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    throw UsageError(std::string("the options stored in checkpoint.json cannot be read: ") + error.what());
  }
  complete(options, verb, arguments);
  return options;
}

}  // namespace softplus_bench::cli
