#include "reports/speed_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "reports/speed_launches.hpp"

namespace softplus_bench {
namespace {

// The record of relu in each launch under the conditions and in the format of a row: its ratio to copy says how the
// controls compare.
std::vector<const Record*> relus_beside(std::span<const Run> launches, const std::string& format,
                                        const std::string& conditions) {
  std::vector<const Record*> relus;
  for (const Run& run : launches) {
    const auto place = std::find_if(run.records.begin(), run.records.end(), [&](const Record& r) {
      return r.kind == RecordKind::speed && r.text("function") == "control" && r.text("implementation") == "relu" &&
             r.text("format") == format && speed_conditions(r) == conditions;
    });
    relus.push_back(place != run.records.end() ? &*place : nullptr);
  }
  return relus;
}

const StoredSpeed* entry_of(std::span<const StoredSpeed> entries, const std::string& id,
                            const std::string& conditions) {
  const auto place = std::find_if(entries.begin(), entries.end(), [&](const StoredSpeed& entry) {
    return entry.id == id && entry.conditions == conditions;
  });
  return place != entries.end() ? &*place : nullptr;
}

// Why no ratio to these controls says anything; empty when they are fit.
std::string why_unfit(std::span<const Record* const> relus, std::span<const StoredSpeed> entries) {
  if (!std::all_of(relus.begin(), relus.end(), is_usable)) return "the control kernels were not timed";
  if (const double noise = noise_floor(relus); noise > ceiling_of_controls)
    return fmt::format("the controls' ratio moves by {:.1f} % between launches, {:.0f} % at most", noise * 100,
                       ceiling_of_controls * 100);
  const Record& relu = *relus.front();
  const StoredSpeed* stored = entry_of(entries, relu.id(), speed_conditions(relu));
  if (stored == nullptr) return "";
  const bool moved = std::all_of(relus.begin(), relus.end(), [&](const Record* record) {
    const RatioRange now = range_of(*record, "ratio_to_copy");
    return now.low > stored->to_copy.high * (1 + ceiling_of_controls) ||
           now.high * (1 + ceiling_of_controls) < stored->to_copy.low;
  });
  if (!moved) return "";
  return fmt::format("relu takes {:.3g} times as long as copy, and {:.3g} times when the ratios were stored",
                     relu.number("ratio_to_copy"), stored->to_copy.median);
}

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }

CheckVerdict check_verdict(SpeedVerdict verdict) {
  switch (verdict) {
    case SpeedVerdict::faster:
    case SpeedVerdict::same: return CheckVerdict::passed;
    case SpeedVerdict::slower: return CheckVerdict::failed;
    case SpeedVerdict::unfit: return CheckVerdict::unfit;
    case SpeedVerdict::suspect_layout: return CheckVerdict::suspect_layout;
    case SpeedVerdict::inconclusive: break;
  }
  return CheckVerdict::inconclusive;
}

void tell(GateCheck& check, const StoredRatioFinding& finding, std::size_t launches, std::string_view where) {
  check.verdict = check_verdict(finding.verdict);
  check.severity = std::abs(std::log(finding.low));
  check.finding =
      fmt::format("{}{}: {:.3f} to {:.3f} times the stored ratio to the controls in {} launches (margin {})",
                  name_of(finding.verdict), where, finding.low, finding.high, launches, percent(finding.margin));
  check.figures = {{"verdict_of_speed", std::string(name_of(finding.verdict))},
                   {"ratio_low", finding.low},
                   {"ratio_high", finding.high},
                   {"margin", finding.margin}};
}

// What keeps a row from being judged; empty where nothing does.
std::string why_missing(std::span<const Record* const> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == nullptr) return fmt::format("launch {} has no row for it", i + 1);
    if (is_usable(rows[i])) continue;
    const std::string reason = rows[i]->text("reason");
    return fmt::format("the row {}: {}", rows[i]->text("status") == "skipped" ? "was skipped" : "failed",
                       reason.empty() ? "no reason given" : reason);
  }
  return rows.empty() ? "nothing was launched" : "";
}

std::string reason_of_omission(std::span<const Run> launches, const std::string& id) {
  for (const Run& run : launches)
    for (const Omission& omission : run.omissions)
      if (omission.id == id || omission.id == id.substr(0, id.find('['))) return omission.reason;
  return "";
}

GateCheck judge(const StoredSpeed& entry, std::span<const StoredSpeed> entries, std::span<const Run> launches,
                const StoredRatioRule& rule) {
  GateCheck check;
  check.lane = Lane::speed;
  check.id = entry.id;
  check.conditions = entry.conditions;
  check.advisory = rule.advisory;
  const auto rows = records_of(launches, entry.id, entry.conditions);
  if (const std::string reason = why_missing(rows); !reason.empty()) {
    const std::string omitted = reason_of_omission(launches, entry.id);
    check.verdict = omitted.empty() ? CheckVerdict::missing : CheckVerdict::skipped;
    check.finding = omitted.empty() ? reason : omitted;
    return check;
  }
  const auto relus = relus_beside(launches, rows.front()->text("format"), entry.conditions);
  check.reproduce = rows.front()->text("reproduce");
  if (const std::string reason = why_unfit(relus, entries); !reason.empty()) {
    check.verdict = CheckVerdict::unfit;
    check.finding = reason;
    return check;
  }
  const double margin = std::max(rule.margin, noise_floor(relus));
  tell(check, judge_stored_ratio(rows, entry.to_relu, entry.to_copy, margin), launches.size(), "");
  check.figures.emplace_back("ratio_to_relu", over_launches(rows, "ratio_to_relu").median);
  check.figures.emplace_back("stored_ratio_to_relu", entry.to_relu.median);
  return check;
}

}  // namespace

StoredRatioFinding judge_stored_ratio(std::span<const Record* const> launches, const RatioRange& to_relu,
                                      const RatioRange& to_copy, double margin) {
  StoredRatioFinding finding{SpeedVerdict::inconclusive, std::numeric_limits<double>::infinity(), 0, 0};
  const double spread_when_stored = std::max(to_relu.high / to_relu.low, to_copy.high / to_copy.low) - 1;
  finding.margin = std::max({margin, noise_floor(launches), spread_when_stored});
  for (const Record* record : launches) {
    const RatioRange relu = range_of(*record, "ratio_to_relu");
    const RatioRange copy = range_of(*record, "ratio_to_copy");
    finding.low = std::min({finding.low, relu.low / to_relu.high, copy.low / to_copy.high});
    finding.high = std::max({finding.high, relu.high / to_relu.low, copy.high / to_copy.low});
  }
  const double upper = 1 + finding.margin;
  if (finding.low > upper) finding.verdict = SpeedVerdict::slower;
  else if (finding.high < 1 / upper) finding.verdict = SpeedVerdict::faster;
  else if (finding.low >= 1 / upper && finding.high <= upper) finding.verdict = SpeedVerdict::same;
  return finding;
}

std::vector<GateCheck> judge_stored_ratios(std::span<const StoredSpeed> entries, std::span<const Run> launches,
                                           const StoredRatioRule& rule) {
  std::vector<GateCheck> checks;
  for (const StoredSpeed& entry : entries)
    if (!is_control(entry.id)) checks.push_back(judge(entry, entries, launches, rule));
  return checks;
}

bool may_be_layout(const GateCheck& check, const StoredSpeed& entry) {
  return check.verdict == CheckVerdict::failed && check.id == entry.id && check.conditions == entry.conditions &&
         entry.best_to_relu && entry.best_to_copy;
}

void confirm_in_layouts(GateCheck& check, const StoredSpeed& entry, std::span<const Run> launches,
                        const StoredRatioRule& rule) {
  const auto best = best_records_of(launches, entry.id, entry.conditions);
  if (best.empty() || !std::all_of(best.begin(), best.end(), is_usable)) return;
  const auto finding = judge_stored_ratio(best, *entry.best_to_relu, *entry.best_to_copy, rule.margin);
  if (finding.verdict == SpeedVerdict::slower) {
    check.finding += fmt::format("; in its best layout {:.3f} times the stored best", finding.low);
    return;
  }
  check.verdict = CheckVerdict::suspect_layout;
  check.finding = fmt::format("{}; in its best layout {:.3f} to {:.3f} times the stored best: its place in memory",
                              check.finding, finding.low, finding.high);
}

}  // namespace softplus_bench
