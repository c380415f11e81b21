// baseline: what was accepted, and the only way to change it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/baseline.hpp"
#include "cli/baseline_speed.hpp"
#include "cli/git_tree.hpp"
#include "cli/plugin_option.hpp"
#include "cli/session.hpp"
#include "cli/snapshot_files.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "reports/comparison_side.hpp"
#include "suites/facts.hpp"

namespace softplus_bench::cli {
namespace {

void declare_folder(CLI::App& verb, BaselineOptions& options) {
  verb.add_option("--baseline", options.baseline, "the folder of snapshots; suites/baseline by default")
      ->type_name("DIR");
}

void declare_measuring(CLI::App& verb, BaselineOptions& options) {
  declare_folder(verb, options);
  declare_plugins(verb, options.request.plugins);
  verb.add_option("--threads", options.request.threads, "of the accuracy suite; one a core by default")
      ->type_name("N")
      ->check(CLI::Range(1u, 4096u));
  verb.add_option("--corpus", options.request.corpus,
                  "worst inputs to measure besides the built-in ones (CSV, see 'corpus show')")
      ->type_name("FILE");
  verb.add_option("--run", options.folder, "take this stored run of the suite gate in place of measuring")
      ->type_name("DIR");
  verb.add_flag("-q,--quiet", options.quiet, "no progress");
}

void declare_filters(CLI::App& verb, BaselineOptions& options) {
  verb.add_option("-f,--filter", options.request.filters, "rows: a glob over the id, re:REGEX, or !GLOB; repeatable")
      ->type_name("FILTER")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
}

using Options = std::shared_ptr<BaselineOptions>;

void add_status(CLI::App& baseline, const Options& options, int& code) {
  CLI::App* verb = baseline.add_subcommand("status", "Which snapshots there are, and which of them this machine uses");
  declare_folder(*verb, *options);
  declare_plugins(*verb, options->request.plugins);
  verb->add_flag("--json", options->json, "print JSON only");
  verb->footer("Example:\n  softplus-bench baseline status");
  verb->callback([options, &code] {
    accuracy_status(*options);
    code = exit_ok;
  });
}

void add_diff(CLI::App& baseline, const Options& options, int& code) {
  CLI::App* verb =
      baseline.add_subcommand("diff", "Measure, and show what differs from the snapshot; never judges: exit 0");
  declare_filters(*verb, *options);
  declare_measuring(*verb, *options);
  verb->add_flag("--json", options->json, "print JSON only");
  verb->footer("Example:\n  softplus-bench baseline diff -f 'softplus/log1p/*'");
  verb->callback([options, &code] {
    mean_plugins_alone(options->request);
    accuracy_diff(*options);
    code = interrupt_flag() ? exit_interrupted : exit_ok;
  });
}

void add_accept(CLI::App& baseline, const Options& options, int& code) {
  CLI::App* verb = baseline.add_subcommand("accept", "Make what is measured now the figures that the gate demands");
  verb->add_option("filter", options->filter, "rows: a glob over the id, or re:REGEX; '*' for all")
      ->type_name("FILTER")
      ->required();
  verb->add_option("--why", options->why, "the reason, one line, kept beside the figures")
      ->type_name("TEXT")
      ->required();
  verb->add_option("--what", options->what,
                   "accuracy, by libm and instruction set; speed, by class of machine; instructions (valgrind); or all")
      ->check(one_of({"accuracy", "speed", "instructions", "all"}))
      ->type_name("WHAT")
      ->capture_default_str();
  verb->add_option("--launches", options->launches, "of speed: processes that each time everything")
      ->check(CLI::Range(1u, 100u))
      ->capture_default_str();
  declare_measuring(*verb, *options);
  verb->footer(
      "Refused from a changed tree, from another suite or an unfinished run, and while a claim is broken.\n"
      "Example:\n  softplus-bench baseline accept 'softplus/log1p/*' --why 'expm1 in place of exp: 2.1 -> 0.9 ulp'");
  verb->callback([options, &code] {
    options->request.filters = {options->filter};
    require_acceptable(*options);
    const auto asked = [&](std::string_view what) { return options->what == what || options->what == "all"; };
    if (!options->folder.empty() && options->what != "accuracy")
      throw UsageError("--run is a run of accuracy: leave it out to store speed or instructions");
    code = exit_ok;
    if (asked("accuracy")) code = accept_accuracy(*options);
    if (asked("speed") && code == exit_ok) code = accept_speed(*options);
    if (asked("instructions") && code == exit_ok) code = accept_instructions(*options);
  });
}

void add_prune(CLI::App& baseline, const Options& options, int& code) {
  CLI::App* verb = baseline.add_subcommand("prune", "Drop the entries of rows that are no more, and list them");
  declare_folder(*verb, *options);
  declare_filters(*verb, *options);
  declare_plugins(*verb, options->request.plugins);
  verb->footer("Example:\n  softplus-bench baseline prune");
  verb->callback([options, &code] {
    prune_accuracy(*options);
    for (const std::string& line : prune_stored_speed(*options)) print(line + "\n");
    code = exit_ok;
  });
}

}  // namespace

void require_acceptable(const BaselineOptions& options) {
  const auto is_blank = [](unsigned char c) { return c == ' ' || c == '\t'; };
  if (std::all_of(options.why.begin(), options.why.end(), is_blank))
    throw UsageError("--why is empty: say what changed and why the new figures are right");
  if (std::any_of(options.why.begin(), options.why.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    throw UsageError("--why must be one line without control characters");
  const auto changed = changed_files(baseline_folder(options.baseline, false));
  if (!changed) return;
  if (!changed->empty())
    throw UsageError(
        fmt::format("the tree differs from its last commit ({}{}): commit first, so that the figures are of a commit",
                    changed->front(), changed->size() > 1 ? fmt::format(" and {} more", changed->size() - 1) : ""));
  const std::string commit = fact(build_and_library_facts(), "commit");
  constexpr std::string_view dirty = "-dirty";
  if (commit.ends_with(dirty) && has_commit(commit.substr(0, commit.size() - dirty.size())))
    throw UsageError("this program was built from a changed tree (" + commit + "): build it again");
}

void add_baseline(CLI::App& app, int& code) {
  auto options = std::make_shared<BaselineOptions>();
  CLI::App* verb = app.add_subcommand("baseline", "What was accepted, which the gate holds every row to");
  verb->require_subcommand(1);
  verb->footer("Example:\n  softplus-bench baseline status");
  add_status(*verb, options, code);
  add_diff(*verb, options, code);
  add_accept(*verb, options, code);
  add_prune(*verb, options, code);
}

}  // namespace softplus_bench::cli
