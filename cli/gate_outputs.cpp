// The gate's outputs.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include "cli/gate.hpp"
#include "cli/gate_commands.hpp"
#include "cli/session.hpp"
#include "cli/snapshot_files.hpp"
#include "cli/step_summary.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "reports/gate_annotations.hpp"
#include "reports/gate_json.hpp"
#include "reports/gate_markdown.hpp"
#include "reports/junit.hpp"
#include "reports/sarif.hpp"
#include "suites/facts.hpp"

namespace softplus_bench::cli {
namespace {

namespace fs = std::filesystem;

std::string step_summary() {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  return path != nullptr ? path : "";
}

void check_path(const std::string& option, const std::string& path, std::set<fs::path>& taken) {
  if (path == "-") throw UsageError(option + ": '-' is no file; give it a name");
  std::error_code ignored;
  const fs::path folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored))
    throw UsageError(fmt::format("{}: there is no folder {}: make it first", option, folder.string()));
  if (fs::is_directory(path, ignored)) throw UsageError(fmt::format("{}: {} is a folder; name a file", option, path));
  if (fs::is_fifo(path, ignored))
    throw UsageError(
        fmt::format("{}: {} is a pipe, and writing waits until somebody reads; name a file", option, path));
  // A file is written beside itself and renamed, a device as it stands.
  const bool is_device = fs::exists(path, ignored) && !fs::is_regular_file(path, ignored);
  const std::string& written = is_device ? path : folder.string();
  if (::access(written.c_str(), W_OK) != 0) throw io_error(option + ": cannot write", path, errno);
  if (!is_device && !taken.insert(fs::weakly_canonical(fs::absolute(path), ignored)).second)
    throw UsageError(fmt::format("{}: {} is named for another output too", option, path));
}

// stderr may be closed: what cannot be said there changes nothing.
void say(std::string_view text) {
  try {
    write_all(STDERR_FILENO, text, "standard error");
  } catch (const IoError&) {
  }
}

void add_to_step_summary(const GateReport& report, const GateEnding& ending) {
  const auto text_of = [&](std::size_t most) { return gate_markdown(report, ending, most); };
  if (!append_summary(step_summary(), least_markdown_bytes, default_markdown_bytes, text_of))
    say("softplus-bench: --github: the step's summary has no room left: nothing was added\n");
}

void print_to_terminal(const GateOptions& options, const GateReport& report, const GateEnding& ending) {
  if (options.json) {
    print(gate_json(report, ending));
    say(summary_line(report) + "\n");
    return;
  }
  std::ostringstream text;
  print_report(report, text, {use_color(ColorChoice::automatic, STDOUT_FILENO), options.verbose});
  print(text.str());
}

}  // namespace

// What the gate reads is not written over by what it writes.
void check_is_no_input(std::string_view option, const std::string& path, const GateOptions& options) {
  std::error_code ignored;
  std::vector<std::string> inputs = options.request.plugins;
  inputs.insert(inputs.end(), {options.old_binary, options.request.corpus, options.request.suite});
  if (!options.folder.empty()) inputs.push_back(options.folder + "/run.json");
  for (const std::string& input : inputs)
    if (!input.empty() && fs::equivalent(path, input, ignored))
      throw UsageError(fmt::format("{}: {} is what the gate reads; name another file", option, path));
  const fs::path baseline = baseline_folder(options.baseline, false);
  const std::string written = fs::weakly_canonical(fs::absolute(path), ignored).string();
  if (written.starts_with(fs::weakly_canonical(fs::absolute(baseline), ignored).string() + "/"))
    throw UsageError(
        fmt::format("{}: {} lies in the baseline, which the gate never writes; name a file elsewhere", option, path));
}

void check_gate_outputs(const GateOptions& options) {
  std::set<fs::path> taken;
  for (const auto& [option, path] : {std::pair("--junit", &options.junit), std::pair("--sarif", &options.sarif),
                                     std::pair("--md", &options.markdown)})
    if (!path->empty()) {
      check_path(option, *path, taken);
      check_is_no_input(option, *path, options);
    }
  if (!options.github) return;
  if (step_summary().empty())
    throw UsageError(
        "--github: GITHUB_STEP_SUMMARY is not set, so this is no step of a GitHub workflow; --md FILE "
        "writes the same text");
  check_path("--github: GITHUB_STEP_SUMMARY", step_summary(), taken);
}

int write_gate_outputs(const GateOptions& options, const GateReport& judged, int code) {
  GateReport report = judged;
  for (GateCheck& check : report.checks)
    if (check.reproduce.empty()) check.reproduce = command_for(check, options);
  const GateEnding ending{code, {options.allow_missing, options.strict}, program_version(), command_line()};
  bool written = true;
  const auto attempt = [&](auto write) {
    try {
      write();
    } catch (const IoError& error) {
      written = false;
      say(fmt::format("softplus-bench: {}\n", error.what()));
    }
  };
  if (!options.junit.empty()) attempt([&] { write_file(options.junit, junit(report, ending)); });
  if (!options.sarif.empty()) attempt([&] { write_file(options.sarif, sarif(report, ending)); });
  if (!options.markdown.empty()) attempt([&] { write_file(options.markdown, gate_markdown(report, ending)); });
  if (options.github) {
    attempt([&] { add_to_step_summary(report, ending); });
    // Runners read commands from either stream, and stdout may have to be JSON alone.
    say(annotations(report, ending.rule));
  }
  attempt([&] { print_to_terminal(options, report, ending); });
  // A regression stays one. What scripts may tolerate (5, 6) or take for a pass (0) does not hide that outputs are
  // missing.
  const bool stands = code == 3 || code == 4 || code == exit_interrupted;
  return written || stands ? code : static_cast<int>(exit_internal);
}

}  // namespace softplus_bench::cli
