// hunt: search for worse inputs, and leave records, reports and the inputs themselves in a folder.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <chrono>
#include <ctime>
#include <sstream>
#include <thread>

#include "cli/device_option.hpp"
#include "cli/plugin_option.hpp"
#include "cli/progress.hpp"
#include "cli/request_options.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/csv_reader.hpp"
#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "reports/journal.hpp"
#include "reports/terminal.hpp"
#include "suites/devices.hpp"
#include "suites/facts.hpp"
#include "suites/filter.hpp"
#include "suites/host_targets.hpp"
#include "suites/hunt.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view default_time_budget = "30s";

struct HuntVerb {
  std::vector<std::string> filters;
  std::string folder;
  std::string time_budget;
  std::optional<std::uint64_t> rounds;
  std::uint64_t seed = 1;
  std::size_t keep = HuntOptions{}.witnesses;
  unsigned threads = 0;  // 0: one a core
  std::vector<std::string> plugins;
  std::string device;
  bool quiet = false;
  std::string color = "auto";
};

// The rows that the filters select, in table order.
std::vector<HuntJob> jobs_of(const HuntVerb& options) {
  const Filter filter(options.filters);
  const auto ids = all_row_ids(implementation_catalogue());
  filter.require_matches(ids);
  std::vector<HuntJob> jobs;
  for (const std::string& id : ids) {
    HuntJob job;
    std::optional<Parameters> none;
    job.implementation = &implementation_of_row(id, job.format, none);
    const std::string_view name = id;
    if (!takes_part(*job.implementation, filter, {&name, 1})) continue;
    job.function = &function_named(job.implementation->function);
    if (job.function->inputs != 1 || !job.function->betas.empty())
      throw UsageError(id + ": a hunt is for functions of one input without parameters; leave it out with '!" +
                       std::string(job.function->name) + "/*'");
    jobs.push_back(job);
  }
  std::vector<const Implementation*> rows;
  for (const HuntJob& job : jobs) rows.push_back(job.implementation);
  open_devices_for(rows, options.device);
  load_peers(rows);
  if (jobs.empty()) throw UsageError("the filters leave no row; see 'softplus-bench list implementations'");
  return jobs;
}

Run new_hunt(const HuntVerb& options, const std::string& command) {
  Run run;
  run.suite = "hunt";
  run.command = command;
  run.identity = build_and_library_facts();
  for (const auto& peer : loaded_peers()) run.identity.push_back(peer);
  for (const auto& device : opened_devices()) run.identity.push_back(device);
  for (const auto& plugins : plugin_facts()) run.identity.push_back(plugins);
  std::string request = "hunt";
  for (const std::string& filter : options.filters) request += " -f " + shell_quoted(filter);
  if (!options.time_budget.empty()) request += " --time-budget " + options.time_budget;
  if (options.rounds) request += fmt::format(" --rounds {}", *options.rounds);
  run.identity.emplace_back("request", fmt::format("{} --seed {}", request, options.seed));
  run.circumstances = machine_facts();
  run.run_id = hash_of(run.identity);
  return run;
}

class HuntRun {
 public:
  HuntRun(const HuntVerb& options, const std::string& command)
      : options_(options), jobs_(jobs_of(options)), run_(new_hunt(options, command)) {}

  int exit_code() {
    const std::filesystem::path folder =
        options_.folder.empty() ? fmt::format("out/hunt-{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::time(nullptr)))
                                : options_.folder;
    prepare_folder(folder);
    const auto journal = Journal::create(folder / "run.jsonl", run_);
    Collector collector(run_, journal.get());
    {
      ProgressLine line(options_.quiet);
      for (std::size_t i = 0; i < jobs_.size(); ++i) {
        hunt_row(i, line, collector);
        write_file(folder / "corpus.csv", points_);  // a hunt that is killed keeps the rows it has finished
      }
    }
    run_.complete = !interrupt_flag();
    journal->finish(run_);
    write_run_files(run_, folder);
    std::ostringstream table;
    write_table(run_, table, {terminal_width(), use_color(color_choice(options_.color), STDOUT_FILENO)});
    print(table.str());
    print(fmt::format("worst inputs: {}\nreport: {}\n", (folder / "corpus.csv").string(),
                      (folder / "report.html").string()));
    if (interrupt_flag()) {
      fmt::print(stderr, "interrupted: what was found is in {}\n", folder.string());
      return exit_interrupted;
    }
    return any_failed_ ? exit_incomplete : exit_ok;
  }

 private:
  using Clock = std::chrono::steady_clock;

  void hunt_row(std::size_t i, ProgressLine& line, Collector& collector) {
    const HuntJob& job = jobs_[i];
    const std::string id = row_id(*job.implementation, job.format);
    const std::string unavailable = why_unavailable(*job.implementation, host_targets());
    if (interrupt_flag() || !unavailable.empty()) {
      collector.accept(Omission{id, unavailable.empty() ? "hunt: interrupted" : unavailable});
      return;
    }
    HuntOptions hunting;
    hunting.seed = options_.seed;
    hunting.threads = options_.threads != 0 ? options_.threads : std::max(1u, std::thread::hardware_concurrency());
    hunting.stop = &interrupt_flag();
    hunting.witnesses = options_.keep;
    if (options_.rounds) hunting.most_rounds = *options_.rounds;
    // Equal shares; what a row leaves of its share goes to those after it.
    const auto budget = seconds_from(options_.time_budget);
    const auto rows = static_cast<double>(jobs_.size());
    hunting.spent = [&] {
      const double elapsed = std::chrono::duration<double>(Clock::now() - start_).count();
      const double share = budget ? elapsed / *budget : static_cast<double>(i) / rows;
      line.show({"hunt " + id, std::min(1.0, share)});
      return budget && elapsed > *budget * static_cast<double>(i + 1) / rows;
    };
    take(job, id, hunt(job, hunting), collector);
  }

  void take(const HuntJob& job, const std::string& id, const HuntOutcome& outcome, Collector& collector) {
    const FormatTraits& f = traits(job.format);
    std::string plugins;
    for (const std::string& file : options_.plugins) plugins += " --plugin " + shell_quoted(file);
    for (Record& record : hunt_records(job, outcome, options_.seed)) {
      record["run_id"] = run_.run_id;
      record["reproduce"] = fmt::format("softplus-bench hunt -f '{}' --rounds {} --seed {}{}", id, outcome.rounds,
                                        options_.seed, plugins);
      collector.accept(record);
    }
    any_failed_ = any_failed_ || !outcome.accuracy.failure.empty();
    for (const Witness& w : outcome.worst)
      points_ += csv_line({std::string(job.function->name), std::string(f.name), bits_text(f, w.input),
                           std::string(job.implementation->name), std::string(name_of(job.implementation->target)),
                           ulp_text(w.error), bits_text(f, w.got), bits_text(f, w.want)}) +
                 "\n";
  }

  const HuntVerb& options_;
  std::vector<HuntJob> jobs_;  // their peers loaded, before the run says which
  Run run_;
  std::string points_ = "function,format,input_bits,implementation,target,ulp_error,got_bits,want_bits\n";
  Clock::time_point start_ = Clock::now();
  bool any_failed_ = false;
};

}  // namespace

void add_hunt(CLI::App& app, int& code) {
  auto options = std::make_shared<HuntVerb>();
  CLI::App* verb = app.add_subcommand("hunt", "Search for inputs of larger error; what it finds is a lower bound");
  verb->add_option("-f,--filter", options->filters, "rows: a glob over the id, re:REGEX, or !GLOB; repeatable")
      ->type_name("FILTER")
      ->required()
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  verb->add_option("--time-budget", options->time_budget,
                   "for all rows together, in equal shares: 30s, 5m, 2h; 30s by default")
      ->type_name("TIME");
  verb->add_option("--rounds", options->rounds,
                   "at most so many rounds a row: the result depends on their number and the seed alone")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40));
  verb->add_option("--keep", options->keep, "inputs in corpus.csv, at most so many a row")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, most_witnesses))
      ->capture_default_str();
  verb->add_option("--seed", options->seed, "of the search")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 62))
      ->capture_default_str();
  declare_plugins(*verb, options->plugins);
  declare_device(*verb, options->device);
  verb->add_option("--threads", options->threads, "one a core by default; the result is the same")
      ->type_name("N")
      ->check(CLI::Range(1u, 4096u));
  verb->add_option("-o,--output", options->folder, "the folder for the results; out/hunt-<UTC time> by default")
      ->type_name("DIR");
  verb->add_flag("-q,--quiet", options->quiet, "no progress");
  verb->add_option("--color", options->color, "of the table")
      ->check(one_of({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->capture_default_str();
  verb->footer(
      "The inputs it found stand in corpus.csv of the folder; 'corpus add DIR' keeps them for every later run.\n"
      "Example:\n  softplus-bench hunt -f 'softplus/symmetric/binary64/*' --time-budget 60s -o out/hunt");
  verb->callback([options, &code] {
    if (options->time_budget.empty() && !options->rounds) options->time_budget = default_time_budget;
    seconds_from(options->time_budget);  // what is wrong is said before anything is written
    load_plugins(options->plugins);
    code = HuntRun(*options, command_line()).exit_code();
  });
}

}  // namespace softplus_bench::cli
