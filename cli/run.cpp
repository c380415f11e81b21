// run: measure, and leave records and reports in a folder.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <ctime>
#include <sstream>

#include "cli/progress.hpp"
#include "cli/request_options.hpp"
#include "cli/rounding_option.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "impls/table.hpp"
#include "reference/function.hpp"
#include "reports/journal.hpp"
#include "reports/terminal.hpp"
#include "suites/run.hpp"

namespace softplus_bench::cli {
namespace {

struct Options {
  std::string what = "all";
  RequestOptions request;
  std::string folder;
  std::string time_budget;
  ReferencePath reference = ReferencePath::fast;
  bool dry_run = false;
  bool verbose = false;
  bool quiet = false;
  std::string color = "auto";
};

// "30s", "5m", "2h", or seconds.
std::optional<double> seconds_from(const std::string& text) {
  if (text.empty()) return std::nullopt;
  double factor = 1;
  std::string number = text;
  switch (text.back()) {
    case 's': number.pop_back(); break;
    case 'm':
      number.pop_back();
      factor = 60;
      break;
    case 'h':
      number.pop_back();
      factor = 3600;
      break;
    default: break;
  }
  char* end = nullptr;
  const double value = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0' || !(value > 0) || value > 1e7)
    throw UsageError("--time-budget: '" + text + "' is not a duration: give e.g. 30s, 5m or 2h");
  return value * factor;
}

ColorChoice color_choice(const std::string& word) {
  return word == "always" ? ColorChoice::always : word == "never" ? ColorChoice::never : ColorChoice::automatic;
}

std::string duration(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

std::string plan_text(const Plan& plan, double seconds) {
  std::string out;
  for (const AccuracyJob& job : plan.accuracy)
    out += fmt::format("accuracy  {:<9} {:<9} {:<16} {:>13} inputs  {:>3} implementations{}\n", job.function->name,
                       traits(job.format).name, job.inputs, job.sampler->size(), job.implementations.size(),
                       rounding_note(job.rounding));
  if (!plan.speed.empty())
    out +=
        fmt::format("speed     {} rows, {} rounds each, beside copy and relu\n", plan.speed.size(), plan.speed_rounds);
  for (const Omission& omission : plan.omissions)
    out += fmt::format("skipped   {}: {}\n", omission.id, omission.reason);
  return out + fmt::format("expected time: {}\n", duration(seconds));
}

int run(const Options& options, const std::string& command, const std::vector<std::string>& benchmark_arguments) {
  const bool accuracy = options.what != "speed";
  const bool speed = options.what != "accuracy";
  const Request request = request_from(options.request, accuracy, speed);
  const auto budget = seconds_from(options.time_budget);
  const Plan plan = make_plan(request, implementation_table());
  const unsigned threads = threads_from(options.request);
  const double seconds = plan.accuracy_seconds / threads + plan.speed_seconds;
  if (options.dry_run) {
    print(plan_text(plan, seconds));
    return exit_ok;
  }
  if (!options.quiet && seconds > 60)
    fmt::print(stderr, "this run is expected to take {}{}\n", duration(seconds),
               budget ? ", within a time budget of " + duration(*budget) : "; --time-budget 60s would cut it short");

  const std::filesystem::path folder =
      options.folder.empty()
          ? fmt::format("out/{}-{:%Y%m%dT%H%M%SZ}", request.suite.name, fmt::gmtime(std::time(nullptr)))
          : options.folder;
  prepare_folder(folder);
  Run result = new_run(request, command);
  const auto journal = Journal::create(folder / "run.jsonl", result);
  Collector collector(result, journal.get());
  RunOutcome outcome;
  {
    ProgressLine line(options.quiet);
    RunOptions run_options;
    run_options.threads = threads;
    run_options.reference = options.reference;
    run_options.time_budget_seconds = budget;
    run_options.stop = &interrupt_flag();
    run_options.progress = [&](const Progress& progress) { line.show(progress); };
    run_options.benchmark_arguments = benchmark_arguments;
    outcome = carry_out(plan, request, result.run_id, collector, run_options);
  }
  result.reference = outcome.reference;
  result.complete = !outcome.stopped;
  journal->finish(result);
  write_run_files(result, folder);

  if (options.verbose)
    fmt::print(
        stderr,
        "seconds, summed over {} threads: inputs {:.2f}, reference {:.2f}, implementations {:.2f}, statistics {:.2f}\n",
        threads, outcome.phases.inputs, outcome.phases.reference, outcome.phases.implementation,
        outcome.phases.statistics);
  if (options.verbose)
    for (const auto& [name, count] : outcome.reference) fmt::print(stderr, "{}: {}\n", name, count);
  std::ostringstream table;
  write_table(result, table, {terminal_width(), use_color(color_choice(options.color), STDOUT_FILENO)});
  print(table.str());
  print(fmt::format("report: {}\n", (folder / "report.html").string()));
  if (outcome.stopped) {
    fmt::print(stderr, "interrupted: what was finished is in {}\n", folder.string());
    return exit_interrupted;
  }
  return outcome.any_failed ? exit_incomplete : exit_ok;
}

}  // namespace

void add_run(CLI::App& app, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("run", "Measure, and leave records and reports in a folder");
  verb->add_option("what", options->what, "accuracy, speed or all")
      ->check(one_of({"accuracy", "speed", "all"}))
      ->type_name("WHAT")
      ->capture_default_str();
  declare_request_options(*verb, options->request);
  declare_rounding(*verb, options->request.rounding);
  verb->add_option("-o,--output", options->folder, "the folder for the results; out/<suite>-<UTC time> by default")
      ->type_name("DIR");
  verb->add_option("--time-budget", options->time_budget, "stop after this long, say what was left out: 30s, 5m, 2h")
      ->type_name("TIME");
  verb->add_flag("--dry-run", options->dry_run, "print the plan and its expected time, measure nothing");
  verb->add_option("--reference", options->reference,
                   "fast (certified, MPFR where undecided) or mpfr: the results are the same")
      ->transform(CLI::CheckedTransformer(std::map<std::string, ReferencePath>{{"fast", ReferencePath::fast},
                                                                               {"mpfr", ReferencePath::mpfr}})
                      .description(""))
      ->type_name("PATH");
  verb->add_flag("-v,--verbose", options->verbose, "say where the time went and how the exact values were reached");
  verb->add_flag("-q,--quiet", options->quiet, "no progress");
  verb->add_option("--color", options->color, "of the table")
      ->check(one_of({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->capture_default_str();
  verb->allow_extras();
  verb->footer(
      "Options that start with --benchmark_ go to Google Benchmark.\n"
      "Example:\n  softplus-bench run accuracy -f 'softplus/*/bfloat16/*' --exhaustive -o out/bfloat16");
  verb->callback([options, &code, verb] {
    const auto extras = verb->remaining();
    for (const std::string& extra : extras)
      if (!extra.starts_with("--benchmark_"))
        throw UsageError(unknown_argument(*verb, extra) + " (see 'softplus-bench run --help')");
    code = run(*options, command_line(), extras);
  });
}

}  // namespace softplus_bench::cli
