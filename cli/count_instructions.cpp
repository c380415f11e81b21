// count-instructions: what gate and ab start under valgrind. Not for people: it is in no help.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/plugin_option.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "suites/devices.hpp"
#include "suites/host_targets.hpp"
#include "suites/instruction_count.hpp"
#include "suites/machine_class.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {
namespace {

struct CountInstructionsOptions {
  std::vector<std::string> ids;
  std::vector<std::string> plugins;
};

// Why the row cannot be counted; counts it where the answer is empty.
std::string count(const std::string& id) {
  SpeedRow row;
  std::optional<Parameters> parameters;
  const Implementation& implementation = implementation_of_row(id, row.format, parameters);
  if (is_device(implementation.target)) return "it runs on a device";
  if (implementation.target == Target::peer) return "valgrind may not know the instructions that its library chooses";
  if (std::string reason = why_unavailable(implementation); !reason.empty()) return "under valgrind " + reason;
  set_implementation(row, implementation, parameters);
  if (std::string reason = recipe_of(row).reason; !reason.empty()) return reason;
  constexpr std::uint64_t seed = 1;
  count_instructions(row, seed, id);
  return "";
}

}  // namespace

void add_count_instructions(CLI::App& app, int& code) {
  auto options = std::make_shared<CountInstructionsOptions>();
  CLI::App* verb = app.add_subcommand("count-instructions", "What gate --instructions starts under valgrind");
  verb->group("");  // hidden
  verb->add_option("ids", options->ids, "rows");
  declare_plugins(*verb, options->plugins);
  verb->footer(
      "Example:\n  valgrind --tool=callgrind softplus-bench count-instructions softplus/log1p/binary32/scalar");
  verb->callback([options, &code] {
    if (!is_under_valgrind()) throw UsageError("count-instructions runs under valgrind: use gate --instructions");
    load_plugins_here(options->plugins);
    print(fmt::format("instruction sets\t{}\n", instruction_sets_here()));
    for (const std::string& id : options->ids)
      if (const std::string reason = count(id); !reason.empty()) print(fmt::format("skipped\t{}\t{}\n", id, reason));
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
