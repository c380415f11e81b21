#include "reports/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "reports/comparison_figures.hpp"
#include "reports/comparison_side.hpp"
#include "reports/display.hpp"

namespace softplus_bench {
namespace {

class Comparer {
 public:
  Comparer(const Run& before, const Run& now) : before_(before), now_(now) {
    result_.before_id = before.run_id;
    result_.now_id = now.run_id;
  }

  Comparison compare() {
    same_request_ = true;
    for (const char* name : {"request", "suite definition"})
      same_request_ = same_request_ && fact(before_.run.identity, name) == fact(now_.run.identity, name);
    for (const bool overall : {true, false})
      for (const Record& r : before_.run.records)
        if (r.kind != RecordKind::claims && is_measured(r) && is_region(r) != overall) compare_with_now(r);
    for (const Record& r : now_.run.records)
      if (r.kind != RecordKind::claims && is_measured(r)) added(r);
    for (const auto& [row, equal] : compared_) ++(equal ? result_.rows_compared : result_.rows_of_other_inputs);
    result_.rows_not_measured = lost_rows_.size();
    drop_regions_told_by_overall();
    std::stable_sort(result_.changes.begin(), result_.changes.end(), [](const Change& a, const Change& b) {
      return std::tuple(a.standing, a.kind, -a.size) < std::tuple(b.standing, b.kind, -b.size);
    });
    result_.identity = differences_of(before_.run.identity, now_.run.identity);
    notes();
    return std::move(result_);
  }

 private:
  void compare_with_now(const Record& before) {
    const Record* now = now_.like(before);
    if (now == nullptr) return lost(before);
    if (before.kind == RecordKind::speed) return compare_times(before, *now, result_.changes);
    const ClaimVerdict* claim_before = before_.claim_of(before);
    const ClaimVerdict* claim_now = now_.claim_of(*now);
    const bool overall = claim_before != nullptr && claim_now != nullptr;
    // A region may have as many inputs of two samples: the whole row tells whether they are the same.
    const std::pair row_and_inputs(row_of(before), before.text("inputs"));
    if (before.kind == RecordKind::accuracy && !overall)
      return compare_region(before, *now, overall_inputs_[row_and_inputs]);
    InputsCompared inputs = compare_inputs(before_, before, now_, *now);
    if (overall) overall_inputs_[row_and_inputs] = inputs;
    // Special values are given, whatever the sample.
    if (before.kind == RecordKind::properties && now->text("rule") == "special") inputs.equal = true;
    bool& compared = compared_[row_of(before)];
    compared = compared || inputs.equal;
    if (!inputs.equal) ++differences_[inputs.difference];
    if (before.kind == RecordKind::properties) return compare_properties(before, *now, inputs, result_.changes);
    compare_claims(*now, *claim_before, *claim_now, inputs, result_.changes);
    compare_figures(before, *now, inputs, result_.changes);
  }

  // Of a region only what is worse is told: an overall maximum elsewhere would hide it.
  void compare_region(const Record& before, const Record& now, const InputsCompared& inputs) {
    std::vector<Change> changes;
    compare_figures(before, now, inputs, changes);
    for (Change& c : changes)
      if (c.kind == ChangeKind::larger_error && c.standing == Standing::worse) result_.changes.push_back(std::move(c));
  }

  // A region whose row is said to have a larger error need not be named.
  void drop_regions_told_by_overall() {
    std::set<std::pair<std::string, std::string>> told;
    for (const Change& c : result_.changes)
      if (c.kind == ChangeKind::larger_error && c.standing == Standing::worse && c.region.empty())
        told.emplace(c.id, c.what);
    std::erase_if(result_.changes, [&](const Change& c) {
      return !c.region.empty() && told.count({c.id, c.what}) > 0;
    });
  }

  // Once for a row; where the run has other records of the row, once for each set of inputs or property. A kind that
  // the run has none of is a note.
  void lost(const Record& before) {
    const bool accuracy = before.kind == RecordKind::accuracy;
    const std::string row = row_of(before);
    if (is_region(before)) return;
    if (!now_.has_any(before.kind) && now_.not_run.count(row) == 0) return;
    const bool all = !now_.has(before.kind, row);
    if (before.kind == RecordKind::speed && !all) return;
    if (!lost_.insert(all ? row : Side::key_of(before)).second) return;
    lost_rows_.insert(row);
    Change c = change_of(ChangeKind::lost_row, Standing::worse, before);
    if (all) c.what = accuracy ? "errors" : before.kind == RecordKind::speed ? "times" : "properties";
    c.before = accuracy ? display_ulp(before, "max_ulp") : "measured";
    c.exact_before = accuracy ? text_of(before["max_ulp"]) : "";
    why_lost(c);
    result_.changes.push_back(std::move(c));
  }

  void why_lost(Change& c) const {
    c.now = "gone";
    const auto say = [&](std::string_view now, Standing standing, std::string note) {
      c.now = now, c.standing = standing, c.note = std::move(note);
    };
    if (const auto found = now_.not_run.find(c.id); found != now_.not_run.end()) {
      const bool failed = found->second->text("status") == "failed";
      c.size = failed ? 1 : 0;
      return say(found->second->text("status"), failed ? Standing::worse : Standing::not_comparable,
                 found->second->text("reason"));
    }
    for (const Omission& o : now_.run.omissions)
      if (o.id == c.id) return say("skipped", Standing::not_comparable, o.reason);
    if (!now_.run.complete) return say("gone", Standing::not_comparable, "the run was interrupted");
    if (!same_request_) say("gone", Standing::not_comparable, "another request");
  }

  void added(const Record& now) {
    const bool accuracy = now.kind == RecordKind::accuracy;
    const ClaimVerdict* claim = now_.claim_of(now);
    const std::string row = row_of(now);
    const bool new_row = !before_.has_row(row);
    if (before_.like(now) != nullptr || is_region(now) || (!accuracy && !new_row)) return;
    if (accuracy && claim->verdict == Verdict::failed) {
      ClaimVerdict none = *claim;  // the same promise, not judged
      none.verdict = Verdict::skipped;
      InputsCompared inputs;
      inputs.equal = same_request_;
      inputs.difference = "not in the baseline";
      compare_claims(now, none, *claim, inputs, result_.changes);
      result_.changes.back().before = "not there";
    }
    if (!added_.insert(new_row ? row : Side::key_of(now)).second) return;
    const auto not_run = before_.not_run.find(row);
    const bool found = not_run != before_.not_run.end() && not_run->second->text("status") == "failed";
    Change c =
        change_of(found ? ChangeKind::found_row : ChangeKind::new_row, found ? Standing::better : Standing::other, now);
    c.before = found ? "failed" : "not there";
    c.now = accuracy ? display_ulp(now, "max_ulp") : "measured";
    c.exact_now = accuracy ? text_of(now["max_ulp"]) : "";
    if (found) c.note = not_run->second->text("reason");
    if (accuracy) show_worst(c, now);
    result_.changes.push_back(std::move(c));
  }

  void notes() {
    const auto say = [&](std::string note) { result_.notes.push_back(std::move(note)); };
    std::vector<std::pair<std::string, std::size_t>> differences(differences_.begin(), differences_.end());
    std::stable_sort(differences.begin(), differences.end(), [](auto& a, auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < std::min<std::size_t>(differences.size(), 3); ++i)
      say(fmt::format("Inputs differ: {} ({} comparisons): a larger maximum may be the sample's.", differences[i].first,
                      display_count(static_cast<std::int64_t>(differences[i].second))));
    if (differences.size() > 3) say(fmt::format("Inputs differ in {} more ways.", differences.size() - 3));
    if (!before_.run.complete) say("The baseline was interrupted: what it has is not all that was asked for.");
    if (!now_.run.complete) say("This run was interrupted: what it has is not all that was asked for.");
    for (const RecordKind kind : {RecordKind::accuracy, RecordKind::speed, RecordKind::properties}) {
      const std::string_view what = kind == RecordKind::accuracy ? "errors"
                                    : kind == RecordKind::speed  ? "times"
                                                                 : "properties";
      const bool lacks = before_.has_any(kind) && !now_.has_any(kind);
      if (lacks) say(fmt::format("The baseline has {}, this run has none.", what));
      result_.lacks_kind = result_.lacks_kind || (lacks && kind != RecordKind::speed);
      if (!before_.has_any(kind) && now_.has_any(kind)) say(fmt::format("The baseline has no {}.", what));
    }
    if (result_.changes.empty() || result_.changes.back().kind != ChangeKind::speed) return;
    say("Times are information: a row is named where the intervals of its time in times of relu, or of copy, do not "
        "overlap; nanoseconds are not compared.");
    const auto differs = [&](const Facts& a, const Facts& b, std::string_view name) {
      return fact(a, name) != fact(b, name);
    };
    if (differs(before_.run.circumstances, now_.run.circumstances, "processor") ||
        differs(before_.run.identity, now_.run.identity, "instruction sets"))
      say("Times are of two different processors: ratios differ with them.");
  }

  Side before_;
  Side now_;
  Comparison result_;
  bool same_request_ = false;
  std::map<std::string, bool> compared_;  // rows that both have, and whether anything was of equal inputs
  std::map<std::string, std::size_t> differences_;
  std::map<std::pair<std::string, std::string>, InputsCompared> overall_inputs_;  // by row and set of inputs
  std::set<std::string> lost_;                                                    // what was told already
  std::set<std::string> lost_rows_;
  std::set<std::string> added_;
};

}  // namespace

Comparison compare_runs(const Run& before, const Run& now) { return Comparer(before, now).compare(); }

}  // namespace softplus_bench
