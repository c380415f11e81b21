#include "cli/speed_launches.hpp"

#include <fmt/format.h>

#include "cli/child_process.hpp"
#include "cli/plugin_option.hpp"
#include "cli/progress.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "reports/record_json.hpp"

namespace softplus_bench::cli {
namespace {

std::string in_json(std::string_view text) { return json_of(text); }

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + in_json(name);
  return "[" + text + "]";
}

// The suite's [speed], with other layouts: for `run --suite`.
std::string toml_of(const SpeedLaunches& wanted) {
  const SpeedPlan& speed = *wanted.suite.speed;
  std::string flags;
  for (const bool flag : speed.in_place) flags += fmt::format("{}{}", flags.empty() ? "" : ", ", flag);
  std::string betas;
  for (const double beta : wanted.suite.betas) betas += (betas.empty() ? "" : ", ") + shortest(beta);
  return fmt::format("name = {}\n{}seed = {}\n[speed]\nmetrics = {}\nfootprints = {}\ninput_mixes = {}\n",
                     in_json(wanted.suite.name), betas.empty() ? "" : fmt::format("betas = [{}]\n", betas),
                     wanted.suite.seed, list(speed.metrics), list(speed.footprints), list(speed.input_mixes)) +
         fmt::format("in_place = [{}]\nthreads = [{}]\nlayouts = {}\nrounds = {}\n", flags,
                     fmt::join(speed.threads, ", "), wanted.layouts, speed.rounds);
}

// The line that the child ended with, without its name.
std::string last_words(const std::filesystem::path& file) {
  std::string text = read_file(file);
  while (text.ends_with('\n')) text.pop_back();
  const auto start = text.rfind('\n');
  if (start != std::string::npos) text.erase(0, start + 1);
  constexpr std::string_view name = "softplus-bench: ";
  return text.starts_with(name) ? text.substr(name.size()) : text;
}

}  // namespace

std::vector<Run> launch(const SpeedLaunches& wanted) {
  const TemporaryFolder folder;
  const auto suite = folder.path() / (wanted.suite.name + ".toml");
  write_file(suite, toml_of(wanted));
  ProgressLine line(wanted.quiet);
  std::vector<Run> runs;
  for (unsigned i = 0; i < wanted.launches; ++i) {
    line.show({fmt::format("speed, launch {} of {}", i + 1, wanted.launches),
               static_cast<double>(i) / static_cast<double>(wanted.launches)});
    const auto result = folder.path() / std::to_string(i + 1);
    const auto said = folder.path() / "stderr";
    std::vector<std::string> words{"/proc/self/exe", "run", "speed", "-q", "--suite", suite, "-o", result};
    for (const std::string& row : wanted.rows) words.insert(words.end(), {"-f", row});
    const auto plugins = plugin_words(wanted.plugins);
    words.insert(words.end(), plugins.begin(), plugins.end());
    const int code = run_child(words, "/dev/null", said);
    if (interrupt_flag()) return runs;
    if (code == exit_usage) throw UsageError(last_words(said));
    if (code != exit_ok && code != exit_incomplete)
      throw std::runtime_error(fmt::format("launch {} ended with code {}: {}", i + 1, code, last_words(said)));
    runs.push_back(load_run(result));
  }
  return runs;
}

}  // namespace softplus_bench::cli
