// run: measure, and leave records and reports in a folder.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <ctime>
#include <sstream>

#include "cli/plan_text.hpp"
#include "cli/progress.hpp"
#include "cli/resume.hpp"
#include "cli/run_folder.hpp"
#include "cli/run_options.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "reports/journal.hpp"
#include "reports/terminal.hpp"
#include "suites/devices.hpp"
#include "suites/peers.hpp"
#include "suites/run.hpp"

namespace softplus_bench::cli {
namespace {

void print_results(const Run& result, const std::filesystem::path& folder, const RunVerbOptions& options) {
  std::ostringstream table;
  write_table(result, table, {terminal_width(), use_color(color_choice(options.color), STDOUT_FILENO)});
  print(table.str());
  print(fmt::format("report: {}\n", (folder / "report.html").string()));
}

int exit_code_of(const Run& result) {
  const bool any_failed = std::any_of(result.records.begin(), result.records.end(),
                                      [](const Record& record) { return record.text("status") == "failed"; });
  return any_failed ? exit_incomplete : exit_ok;
}

// What is measured, where to, and what of it an earlier attempt has done.
struct Work {
  Request request;
  Plan plan;
  Run result;
  std::filesystem::path folder;
  Checkpoint earlier;
  std::vector<std::string> arguments;  // for the next attempt
  bool finished = false;
};

Work new_work(const RunVerbOptions& options, const std::string& command) {
  Work work;
  work.request = request_from(options.request, options.what);
  open_devices(asked_implementations(work.request, implementation_catalogue()), work.request.device);
  work.plan = make_plan(work.request, implementation_catalogue());
  load_peers(work.plan);
  work.result = new_run(work.request, command);
  work.arguments = options.arguments;
  work.folder = options.folder.empty()
                    ? fmt::format("out/{}-{:%Y%m%dT%H%M%SZ}", work.request.suite.name, fmt::gmtime(std::time(nullptr)))
                    : options.folder;
  return work;
}

// The options of the earlier attempt where none are given that say what to measure.
Work resumed_work(RunVerbOptions& options, const std::string& command) {
  const std::filesystem::path folder = options.resume;
  const Earlier earlier = load_earlier(folder);
  if (!options.any_request && !earlier.stored) {
    if (!earlier.finished())
      throw UsageError(options.resume + ": what was asked for is not stored there: give the options of the run again");
    Work work;
    work.result = earlier.run;
    work.folder = folder;
    work.finished = true;
    return work;
  }
  if (!options.any_request) {
    RunVerbOptions stored = run_options_from(earlier.stored->arguments);
    if (options.request.threads != 0) stored.request.threads = options.request.threads;
    if (!options.reference) options.reference = stored.reference;
    if (options.benchmark_arguments.empty()) options.benchmark_arguments = stored.benchmark_arguments;
    options.what = stored.what;
    options.request = stored.request;
  }
  if (earlier.stored) options.arguments = earlier.stored->arguments;
  Work work = new_work(options, command);
  require_same_work(earlier, work.result, folder);
  work.folder = folder;
  work.finished = earlier.finished();
  if (work.finished) work.result = earlier.run;
  else work.earlier = go_on_with(earlier, work.plan, work.result);
  // What cannot be gone on with is refused before anything in the folder is touched.
  if (const auto& under_way = work.earlier.under_way)
    for (const AccuracyJob& job : work.plan.accuracy)
      if (name_of(job) == under_way->job) require_resumable(job, *under_way);
  return work;
}

// Measures what is left, into work.result and the files of its folder.
RunOutcome measure(Work& work, const RunVerbOptions& options, const RunOptions& run_options) {
  const auto checkpoint_file = work.folder / "checkpoint.json";
  const auto journal_file = work.folder / "run.jsonl";
  const auto store = [&](const Checkpoint& checkpoint) {
    write_file(checkpoint_file, json_of(StoredCheckpoint{work.result.run_id, work.arguments, checkpoint}));
  };
  store(work.earlier);
  const auto journal =
      options.resume.empty() ? Journal::create(journal_file, work.result) : Journal::resume(journal_file, work.result);
  Collector collector(work.result, journal.get());
  RunOptions with_checkpoints = run_options;
  with_checkpoints.earlier = work.earlier;
  with_checkpoints.checkpoint = [&](const Checkpoint& checkpoint) {
    journal->flush();  // a job is finished when its records are on the disk
    store(checkpoint);
  };
  RunOutcome outcome = carry_out(work.plan, work.request, work.result.run_id, collector, with_checkpoints);
  // Rows of speed that are skipped come before those that are timed, also when the latter are from an earlier attempt.
  const auto place = [](const Record& record) {
    if (record.kind == RecordKind::accuracy) return 0;
    if (record.kind == RecordKind::properties) return 1;
    if (record.kind == RecordKind::claims) return 4;
    return record.text("status") == "skipped" ? 2 : 3;
  };
  std::stable_sort(work.result.records.begin(), work.result.records.end(),
                   [&](const Record& a, const Record& b) { return place(a) < place(b); });
  work.result.reference = outcome.reference;
  work.result.complete = !(outcome.stopped && outcome.unfinished);
  journal->finish(work.result);
  write_run_files(work.result, work.folder);
  if (!outcome.unfinished) std::filesystem::remove(checkpoint_file);
  return outcome;
}

void print_phases(const RunOutcome& outcome, unsigned threads) {
  fmt::print(
      stderr,
      "seconds, summed over {} threads: inputs {:.2f}, reference {:.2f}, implementations {:.2f}, statistics {:.2f}\n",
      threads, outcome.phases.inputs, outcome.phases.reference, outcome.phases.implementation,
      outcome.phases.statistics);
  for (const auto& [name, count] : outcome.reference) fmt::print(stderr, "{}: {}\n", name, count);
}

int run(RunVerbOptions options, const std::string& command) {
  std::error_code error;
  if (!options.resume.empty() && !options.folder.empty() &&
      !std::filesystem::equivalent(options.resume, options.folder, error))
    throw UsageError("--resume " + options.resume + " writes into that folder: leave out -o " + options.folder);
  const auto budget = seconds_from(options.time_budget);
  std::optional<FolderLock> lock;
  if (!options.resume.empty() && !options.dry_run) lock.emplace(options.resume);
  Work work = options.resume.empty() ? new_work(options, command) : resumed_work(options, command);
  const unsigned threads = threads_from(options.request);
  if (work.finished) {
    fmt::print(stderr, "nothing is left to do: {} holds a finished run\n", work.folder.string());
    if (options.dry_run) return exit_ok;
    write_run_files(work.result, work.folder);
    print_results(work.result, work.folder, options);
    return exit_code_of(work.result);
  }
  const double seconds = seconds_left(work.plan, work.earlier, threads);
  if (options.dry_run) {
    print(plan_text(work.plan, work.earlier, seconds, budget));
    return exit_ok;
  }
  if (!options.quiet && seconds > 60)
    fmt::print(stderr, "this run is expected to take {}{}\n", duration_text(seconds),
               budget ? ", within a time budget of " + duration_text(*budget)
                      : "; --time-budget 60s would cut it short, --resume go on with it");
  if (options.resume.empty()) {
    prepare_folder(work.folder);
    lock.emplace(work.folder);
  } else {
    remove_reports(work.folder);
  }
  RunOutcome outcome;
  {
    ProgressLine line(options.quiet);
    RunOptions run_options;
    run_options.threads = threads;
    run_options.reference = options.reference.value_or(ReferencePath::fast);
    run_options.time_budget_seconds = budget;
    run_options.stop = &interrupt_flag();
    run_options.progress = [&](const Progress& progress) { line.show(progress); };
    run_options.benchmark_arguments = options.benchmark_arguments;
    outcome = measure(work, options, run_options);
  }
  if (options.verbose) print_phases(outcome, threads);
  print_results(work.result, work.folder, options);
  if (outcome.unfinished)
    fmt::print(stderr, "{}: what was finished is in {}; to go on: softplus-bench run --resume {}\n",
               outcome.stopped ? "interrupted" : "the time budget was spent", work.folder.string(),
               shell_quoted(work.folder.string()));
  if (!work.result.complete) return exit_interrupted;
  return exit_code_of(work.result);
}

}  // namespace

void add_run(CLI::App& app, int& code) {
  auto options = std::make_shared<RunVerbOptions>();
  CLI::App* verb = app.add_subcommand("run", "Measure, and leave records and reports in a folder");
  declare(*verb, *options);
  verb->callback([options, &code, verb] {
    complete(*options, *verb, verb_arguments());
    code = run(*options, command_line());
  });
}

}  // namespace softplus_bench::cli
