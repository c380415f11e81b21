// The accuracy snapshots of a baseline.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/baseline.hpp"
#include "cli/gate_run.hpp"
#include "cli/git_tree.hpp"
#include "cli/session.hpp"
#include "cli/snapshot_files.hpp"
#include "core/usage_error.hpp"
#include "reports/comparison_side.hpp"
#include "reports/gate.hpp"
#include "reports/snapshot_judging.hpp"
#include "suites/facts.hpp"
#include "suites/filter.hpp"
#include "suites/peers.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::size_t most_lines = 40;

RunToJudge run_for(const BaselineOptions& options) {
  return options.folder.empty() ? measured_run(options.request, options.quiet || options.json)
                                : stored_run(options.folder, options.request);
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(now));
}

// Whether the run asked what the gate asks.
void require_gate_suite(const Run& run) {
  const Suite gate = load_suite("gate");
  if (fact(run.identity, "suite definition") != hash_of({{gate.name, gate.toml}}))
    throw UsageError(
        fmt::format("a baseline is what the suite gate measures, and this run is of the suite {}: "
                    "softplus-bench run accuracy --suite gate",
                    run.suite));
  const std::string request = fact(run.identity, "request") + " ";
  for (const char* option : {" --samples ", " --exhaustive ", " --range=", " --param ", " --rounding "})
    if (const auto place = request.find(option); place != std::string::npos)
      throw UsageError(fmt::format("a baseline is of all inputs of the suite gate, and this run was made with {}",
                                   request.substr(place + 1, request.find_first_of(" =", place + 1) - place - 1)));
  if (request.find(fmt::format(" --seed {} ", gate.seed)) == std::string::npos)
    throw UsageError(fmt::format("a baseline is measured with seed {}, and this run was not", gate.seed));
}

void require_sound(const RunToJudge& judged) {
  const Run& run = judged.run;
  if (!run.complete) throw UsageError("the run was interrupted: a baseline is of a whole one; nothing was written");
  require_gate_suite(run);
  if (const std::string commit = fact(run.identity, "commit"), mine = fact(build_and_library_facts(), "commit");
      commit != mine)
    throw UsageError(
        fmt::format("the run was measured by commit {} and this program is of {}: measure again", commit, mine));
  for (const ClaimVerdict& verdict : judge_claims(run, judged.expected)) {
    if (verdict.verdict == Verdict::failed)
      throw UsageError(fmt::format("{} breaks its claim ({} on {} of {} inputs): what is wrong is not accepted",
                                   verdict.id, verdict.reason, verdict.n_violations, verdict.n));
    if (verdict.verdict == Verdict::missing)
      throw UsageError(fmt::format("{} was not measured ({}): nothing was written", verdict.id, verdict.reason));
  }
}

const AccuracyEntry* entry_of(const AccuracySnapshot& snapshot, const AccuracyEntry& like) {
  const auto place = std::lower_bound(snapshot.entries.begin(), snapshot.entries.end(), like, before);
  return place != snapshot.entries.end() && !before(like, *place) ? &*place : nullptr;
}

// One line for each entry that is new or whose figures are others.
std::vector<std::string> changes(const AccuracySnapshot& snapshot, const std::vector<AccuracyEntry>& measured) {
  std::vector<std::string> lines;
  for (const AccuracyEntry& now : measured) {
    const AccuracyEntry* old = entry_of(snapshot, now);
    if (old == nullptr) {
      lines.push_back(
          fmt::format("new    {} ({}): {} ulp", now.id, now.inputs, now.max_ulp.empty() ? "no" : now.max_ulp));
      continue;
    }
    if (same_figures(*old, now)) continue;
    const EntryChange change = change_between(*old, now);
    const std::string_view word = change.judgement == Judgement::worse    ? "worse "
                                  : change.judgement == Judgement::better ? "better"
                                                                          : "other ";
    lines.push_back(fmt::format(
        "{} {} ({}): {}", word, now.id, now.inputs,
        change.judgement == Judgement::same ? "the same error, elsewhere or from other bits" : change.words));
  }
  return lines;
}

std::string first_of(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) text += lines[i] + '\n';
  if (lines.size() > most_lines) text += fmt::format("and {} more\n", lines.size() - most_lines);
  return text;
}

// Rows that this program has, or could have: those of plug-ins, devices and peers depend on how it was built and
// started, and are only judged where a filter names their target.
class KnownRows {
 public:
  explicit KnownRows(const std::vector<std::string>& filters) : filter_(filters) {
    for (std::string& id : all_row_ids(implementation_catalogue())) ids_.insert(std::move(id));
  }
  bool is_stale(const std::string& id) const {
    const std::string base = id.substr(0, id.find('['));
    const std::array<std::string_view, 2> names{id, base};
    if (!filter_.accepts_any(names)) return false;
    const std::string target = base.substr(base.rfind('/') + 1);
    const bool optional = std::find(std::begin(optional_), std::end(optional_), target) != std::end(optional_);
    if (optional && !filter_.names_target_of_any(names)) return false;
    return !ids_.contains(base) || (base != id && !has_parameters(id));
  }

 private:
  static constexpr std::array<std::string_view, 5> optional_{"peer", "opencl", "cuda", "plugin", "process"};
  static bool has_parameters(const std::string& id) {
    const Function* function = find_function(id.substr(0, id.find('/')));
    return std::any_of(function->betas.begin(), function->betas.end(), [&](double beta) {
      return id.ends_with("[" + Parameters{beta, default_threshold}.text() + "]");
    });
  }
  Filter filter_;
  std::set<std::string> ids_;
};

}  // namespace

int accept_accuracy(const BaselineOptions& options) {
  const RunToJudge judged = run_for(options);
  if (interrupt_flag()) {
    fmt::print(stderr, "interrupted: nothing was accepted\n");
    return exit_interrupted;
  }
  require_sound(judged);
  const std::filesystem::path folder = baseline_folder(options.baseline, false);
  AccuracySnapshot snapshot = load_snapshot(folder, snapshot_key(judged.run.identity));
  const std::vector<AccuracyEntry> measured = entries_of(judged.run);
  const std::vector<std::string> lines = changes(snapshot, measured);
  const Merged merged =
      accept_into(snapshot, measured, acceptance(today(), fact(judged.run.identity, "commit"), options.why));
  const std::string file = snapshot_file(folder, snapshot.key).string();
  if (merged.changed + merged.added + merged.dropped == 0) {
    print(fmt::format("{}: nothing to change, {} entries are as they were\n", file, merged.unchanged));
    return exit_ok;
  }
  store_snapshot(folder, snapshot);
  print(first_of(lines));
  print(fmt::format("{}: {} changed, {} new, {} dropped, {} as they were\n", file, merged.changed, merged.added,
                    merged.dropped, merged.unchanged));
  return exit_ok;
}

void accuracy_diff(const BaselineOptions& options) {
  const std::filesystem::path folder = baseline_folder(options.baseline, true);
  const RunToJudge judged = run_for(options);
  const std::string key = snapshot_key(judged.run.identity);
  const AccuracySnapshot snapshot = load_snapshot(folder, key);
  const SnapshotVerdicts verdicts = judge_snapshot(judged.run, snapshot, asked_rows(options.request));
  std::vector<std::string> lines = changes(snapshot, entries_of(judged.run));
  for (const GateCheck& check : verdicts.checks)
    if (check.verdict == CheckVerdict::missing) lines.push_back(fmt::format("absent {}: {}", check.id, check.finding));
  if (options.json) {
    print(nlohmann::ordered_json{{"key", key}, {"entries", snapshot.entries.size()}, {"differences", lines}}.dump(2) +
          "\n");
    return;
  }
  for (const std::string& line : lines) print(line + "\n");
  print(fmt::format("{}: {} of {} entries and rows differ\n", snapshot_file(folder, key).string(), lines.size(),
                    verdicts.checks.size()));
}

void prune_accuracy(const BaselineOptions& options) {
  load_plugins(options.request.plugins);
  const std::filesystem::path folder = baseline_folder(options.baseline, true);
  const KnownRows known(options.request.filters);
  std::size_t dropped = 0;
  for (const std::string& key : snapshot_keys(folder)) {
    AccuracySnapshot snapshot = load_snapshot(folder, key);
    std::string lines;
    const std::size_t stale = std::erase_if(snapshot.entries, [&](const AccuracyEntry& entry) {
      if (!known.is_stale(entry.id)) return false;
      lines += fmt::format("dropped {} ({}) from {}\n", entry.id, entry.inputs, key);
      return true;
    });
    if (stale == 0) continue;
    store_snapshot(folder, snapshot);
    print(lines);
    dropped += stale;
  }
  print(dropped == 0 ? "nothing to drop: every entry has a row\n" : fmt::format("{} entries dropped\n", dropped));
}

}  // namespace softplus_bench::cli
