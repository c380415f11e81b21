#include "cli/baseline_speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/gate.hpp"
#include "cli/session.hpp"
#include "cli/speed_launches.hpp"
#include "cli/stored_speed.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "reports/speed_acceptance.hpp"
#include "reports/speed_launches.hpp"
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

void refuse_early(const AcceptSpeedOptions& options) {
  if (options.why.find_first_not_of(" \t") == std::string::npos)
    throw UsageError("--why: give the reason, which is stored with every entry");
  if (options.launches < fewest_launches_to_accept)
    throw UsageError(
        fmt::format("--launches {}: ratios are stored from {} at least", options.launches, fewest_launches_to_accept));
  const std::string built_from = commit();
  if (built_from.ends_with("-dirty") || built_from == "unknown")
    throw UsageError("the program was built from a tree with changes that are not committed (" + built_from +
                     "): commit, build, and accept then");
}

// A speed of wrong answers is no speed.
void refuse_broken_claims(const AcceptSpeedOptions& options, const std::vector<std::string>& rows) {
  GateOptions gate;
  gate.what = "accuracy";
  gate.request = options.request;
  gate.request.filters = rows;
  gate.request.suite.clear();
  gate.baseline = options.baseline;
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

}  // namespace

int accept_speed(const AcceptSpeedOptions& options) {
  refuse_early(options);
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

  const Facts here = machine_class();
  const auto folder = stored_folder(options.baseline, "speed");
  const auto path = folder / file_name_of(here);
  std::error_code error;
  SpeedSnapshot stored = std::filesystem::exists(path, error) ? read_speed_snapshot(path) : SpeedSnapshot{here, {}};
  const auto entries = entries_from(launches, moved, commit(), options.why);
  const AcceptedSpeed accepted = accept_into(std::move(stored), entries);
  std::filesystem::create_directories(folder);
  write_file(path, text_of(accepted.snapshot));
  tell_left_out(rows, entries);
  print(fmt::format("speed: {} ratios replaced, {} added in {}\n", accepted.replaced, accepted.added, path.string()));
  return exit_ok;
}

}  // namespace softplus_bench::cli
