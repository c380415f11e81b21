// The gate's accuracy: every author is held to their claim, every row and corpus input to what was accepted.
#include <fmt/format.h>

#include <algorithm>

#include "cli/gate.hpp"
#include "cli/gate_run.hpp"
#include "cli/session.hpp"
#include "cli/snapshot_files.hpp"
#include "cli/wrong_output.hpp"
#include "reports/gate.hpp"
#include "reports/snapshot_judging.hpp"

namespace softplus_bench::cli {
namespace {

// Why nothing can be held against a snapshot; empty where it can.
std::string why_claims_only(const GateOptions& options, const std::filesystem::path& folder, const std::string& key) {
  if (options.folder.empty())
    if (const std::string question = other_question(options.request); !question.empty())
      return fmt::format("{} asks for other inputs than the snapshots hold", question);
  const std::vector<std::string> keys = snapshot_keys(folder);
  if (std::find(keys.begin(), keys.end(), key) != keys.end()) return "";
  if (keys.empty())
    return fmt::format("no snapshot in {}; softplus-bench baseline accept '*' --why TEXT takes one{}", folder.string(),
                       options.baseline.empty() ? " (--baseline DIR: in a folder of yours)" : "");
  return fmt::format("this is {}, and {} has only {}", key, folder.string(), fmt::join(keys, ", "));
}

// Only of what was measured here and now, and not of a flood of failures: each is measured again.
FindWrong find_wrong_output(const GateOptions& options) {
  if (!options.folder.empty()) return {};
  return [&options, left = 20](const AccuracyEntry& entry, std::string_view column) mutable {
    return left-- > 0 && !interrupt_flag() ? first_wrong_output(options.request, entry, column) : std::nullopt;
  };
}

void judge_by_snapshot(const GateOptions& options, const Run& run, GateReport& report) {
  const std::filesystem::path folder = baseline_folder(options.baseline, true);
  const std::string key = snapshot_key(run.identity);
  report.facts.emplace_back("snapshot", key);
  if (const std::string reason = why_claims_only(options, folder, key); !reason.empty()) {
    report.notes.push_back("claims only: " + reason);
    report.only_claims = true;
    return;
  }
  const AccuracySnapshot snapshot = load_snapshot(folder, key);
  SnapshotVerdicts verdicts = judge_snapshot(run, snapshot, asked_rows(options.request), find_wrong_output(options));
  for (GateCheck& check : verdicts.checks) report.checks.push_back(std::move(check));
  for (std::string& line : verdicts.proposals) report.proposals.push_back(std::move(line));
  report.any_unaccepted = verdicts.unknown > 0;
}

}  // namespace

void judge_accuracy(const GateOptions& options, GateReport& report) {
  baseline_folder(options.baseline, true);  // before anything is measured
  const RunToJudge judged = options.folder.empty() ? measured_run(options.request, options.quiet || options.json)
                                                   : stored_run(options.folder, options.request);
  // Each input of the corpus is one of those of the row "corpus", whose claim is judged.
  for (GateCheck& check : checks_of(judge_claims(judged.run, judged.expected)))
    if (!check.conditions.starts_with("corpus:")) report.checks.push_back(std::move(check));
  judge_by_snapshot(options, judged.run, report);
}

}  // namespace softplus_bench::cli
