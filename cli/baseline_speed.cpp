#include "cli/baseline_speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/gate.hpp"
#include "cli/instructions.hpp"
#include "cli/session.hpp"
#include "cli/speed_launches.hpp"
#include "cli/stored_speed.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "reports/speed_acceptance.hpp"
#include "reports/speed_launches.hpp"
#include "reports/speed_snapshot.hpp"
#include "suites/facts.hpp"
#include "suites/layout.hpp"
#include "suites/machine_class.hpp"

namespace softplus_bench::cli {
namespace {

std::string commit() {
  for (const auto& [name, text] : build_and_library_facts())
    if (name == "commit") return text;
  return "unknown";
}

void refuse_few_launches(const BaselineOptions& options) {
  if (options.launches < fewest_launches_to_accept)
    throw UsageError(
        fmt::format("--launches {}: ratios are stored from {} at least", options.launches, fewest_launches_to_accept));
}

// A speed of wrong answers is no speed.
void refuse_broken_claims(const BaselineOptions& options, const std::vector<std::string>& rows) {
  GateOptions gate;
  gate.what = "accuracy";
  gate.request = options.request;
  gate.request.filters = rows;
  std::error_code error;  // a folder that this is the first entry of has nothing to compare with: claims then
  if (std::filesystem::exists(options.baseline, error)) gate.baseline = options.baseline;
  gate.quiet = options.quiet;
  GateReport report;
  judge_accuracy(gate, report);
  for (const GateCheck& check : report.checks)
    if (check.verdict == CheckVerdict::failed && !check.advisory)
      throw UsageError(fmt::format("{} fails in accuracy: {}; mend that before its speed is stored", check.id,
                                   check.finding.substr(0, check.finding.find(';'))));
}

bool is_scalar(const std::string& id) { return id.substr(0, id.find('[')).ends_with("/scalar"); }

void tell_left_out(const std::vector<std::string>& rows, const std::vector<StoredSpeed>& entries) {
  std::set<std::string> stored;
  for (const StoredSpeed& entry : entries) stored.insert(entry.id);
  for (const std::string& id : rows)
    if (!stored.contains(id)) fmt::print(stderr, "not stored: {}: it was not timed in every launch\n", id);
}

void store(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  write_file(path, text);
}

std::vector<std::filesystem::path> stored_files(const std::string& baseline, std::string_view lane) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(stored_folder(baseline, lane), error))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// In a folder that may not be there yet.
std::filesystem::path path_to_store(const BaselineOptions& options, std::string_view lane, const Facts& facts) {
  std::error_code error;
  const bool is_new = !options.baseline.empty() && !std::filesystem::exists(options.baseline, error);
  return (is_new ? std::filesystem::path(options.baseline) / lane : stored_folder(options.baseline, lane)) /
         file_name_of(facts);
}

// Which processor valgrind shows is known under valgrind alone.
bool is_of_this_build(const Facts& facts) {
  const Facts here = counting_class("", "");
  return std::all_of(here.begin() + 1, here.end() - 1,
                     [&](const auto& fact) { return std::find(facts.begin(), facts.end(), fact) != facts.end(); });
}

// Rows of plug-ins and peers depend on what is there: those are dropped by nobody.
bool is_stale(const BaselineOptions& options, const std::string& id) {
  const std::string plain = id.substr(0, id.find('['));
  if (is_control(id) || plain.ends_with("/plugin") || plain.ends_with("/peer")) return false;
  return is_asked_for(options.request, id) && why_not_here(id) == "there is no such row";
}

}  // namespace

int accept_speed(const BaselineOptions& options) {
  refuse_few_launches(options);
  const std::vector<std::string> rows = rows_to_time(options.request);
  refuse_broken_claims(options, rows);
  SpeedLaunches wanted{speed_suite(options.request), rows};
  wanted.plugins = options.request.plugins;
  wanted.launches = options.launches;
  wanted.quiet = options.quiet;
  const std::vector<Run> launches = launch(wanted);
  if (interrupt_flag()) return exit_interrupted;
  if (const std::string reason = why_unfit_to_accept(launches); !reason.empty())
    throw UsageError("this machine is not fit to store ratios now: " + reason + "; 'softplus-bench doctor' says more");
  SpeedLaunches in_layouts = wanted;
  std::erase_if(in_layouts.rows, [](const std::string& id) { return !is_scalar(id); });
  in_layouts.layouts = layouts.size() - 1;
  const std::vector<Run> moved = in_layouts.rows.empty() ? std::vector<Run>() : launch(in_layouts);
  if (interrupt_flag()) return exit_interrupted;

  const auto entries = entries_from(launches, moved, commit(), options.why);
  const Facts here = machine_class();
  const auto path = path_to_store(options, "speed", here);
  std::error_code error;
  SpeedSnapshot stored = std::filesystem::exists(path, error) ? read_speed_snapshot(path) : SpeedSnapshot{here, {}};
  const AcceptedSpeed accepted = accept_into(std::move(stored), entries);
  store(path, text_of(accepted.snapshot));
  tell_left_out(rows, entries);
  print(fmt::format("{}: {} ratios replaced, {} added\n", path.string(), accepted.replaced, accepted.added));
  return exit_ok;
}

int accept_instructions(const BaselineOptions& options) {
  if (const std::string reason = why_no_instructions(); !reason.empty()) throw UsageError(reason);
  const std::vector<std::string> rows = rows_to_time(options.request);
  refuse_broken_claims(options, rows);
  const InstructionCounts counts = counted_instructions(rows, options.request.plugins);
  if (interrupt_flag()) return exit_interrupted;
  const Facts here = counting_class(counts.valgrind, counts.instruction_sets);
  const auto path = path_to_store(options, "instructions", here);
  std::error_code error;
  auto stored =
      std::filesystem::exists(path, error) ? read_instructions_snapshot(path) : InstructionsSnapshot{here, {}};
  const std::size_t before = stored.entries.size();
  for (const auto& count : counts.per_element) {
    std::erase_if(stored.entries, [&](const StoredInstructions& each) { return each.id == count.first; });
    stored.entries.push_back({count.first, count.second, commit(), options.why});
  }
  store(path, text_of(stored));
  for (const auto& [id, reason] : counts.skipped) fmt::print(stderr, "not stored: {}: {}\n", id, reason);
  print(fmt::format("{}: {} counts, {} of them new\n", path.string(), counts.per_element.size(),
                    stored.entries.size() - before));
  return exit_ok;
}

std::vector<StoredFileStatus> stored_speed_status(const std::string& baseline) {
  std::vector<StoredFileStatus> files;
  for (const std::filesystem::path& path : stored_files(baseline, "speed")) {
    const SpeedSnapshot snapshot = read_speed_snapshot(path);
    files.push_back({path, snapshot.facts == machine_class(), snapshot.entries.size()});
  }
  for (const std::filesystem::path& path : stored_files(baseline, "instructions")) {
    const InstructionsSnapshot snapshot = read_instructions_snapshot(path);
    files.push_back({path, is_of_this_build(snapshot.facts), snapshot.entries.size()});
  }
  return files;
}

std::vector<std::string> prune_stored_speed(const BaselineOptions& options) {
  std::vector<std::string> dropped;
  const auto prune = [&](const std::filesystem::path& path, auto snapshot) {
    const std::size_t before = dropped.size();
    std::erase_if(snapshot.entries, [&](const auto& entry) {
      if (!is_stale(options, entry.id)) return false;
      dropped.push_back(fmt::format("dropped {} from {}", entry.id, path.string()));
      return true;
    });
    if (dropped.size() > before) store(path, text_of(snapshot));
  };
  for (const auto& path : stored_files(options.baseline, "speed")) prune(path, read_speed_snapshot(path));
  for (const auto& path : stored_files(options.baseline, "instructions")) prune(path, read_instructions_snapshot(path));
  return dropped;
}

}  // namespace softplus_bench::cli
