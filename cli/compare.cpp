// compare: what differs between two stored runs. Never judges, never measures.
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "reports/comparison.hpp"
#include "reports/comparison_text.hpp"

namespace softplus_bench::cli {
namespace {

struct CompareOptions {
  std::string before;
  std::string now;
  bool json = false;
};

}  // namespace

void add_compare(CLI::App& app, int& code) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* verb = app.add_subcommand("compare", "What differs between two stored runs, worst first; never judges");
  verb->add_option("before", options->before, "the folder of the earlier run")->type_name("RUN_A")->required();
  verb->add_option("now", options->now, "the folder of the later run")->type_name("RUN_B")->required();
  verb->add_flag("--json", options->json, "print JSON only: every change, with every digit");
  verb->footer(
      "Exit 0 whatever differs; 'gate' judges.\n"
      "Example:\n  softplus-bench compare out/before out/latest");
  verb->callback([options, &code] {
    const Run before = load_run(options->before);
    const Run now = load_run(options->now);
    const Comparison comparison = compare_runs(before, now);
    code = exit_ok;
    if (options->json) return print(comparison_json(comparison));
    print(comparison_text(comparison, {terminal_width(), use_color(ColorChoice::automatic, STDOUT_FILENO)}));
  });
}

}  // namespace softplus_bench::cli
