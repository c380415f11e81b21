#include "reports/speed_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "reports/speed_launches.hpp"
#include "reports/speed_surroundings.hpp"

namespace softplus_bench {
namespace {

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

// The third part of the id.
std::string format_of(const std::string& id) {
  const auto second = id.find('/', id.find('/') + 1);
  if (second == std::string::npos) return "";
  return id.substr(second + 1, id.find('/', second + 1) - second - 1);
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

// No noise makes a kernel ten times as slow: what is beyond that is told whatever the controls do.
constexpr double beyond_all_noise = 9;

double margin_in(const Surroundings& around, const StoredRatioRule& rule) {
  const double own = std::max(rule.margin, around.noise_floor);
  return (1 + own) * std::exp(std::abs(std::log1p(around.common_shift))) - 1;
}

GateCheck judge(const StoredSpeed& entry, std::span<const Run> launches, const Surroundings& around,
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
  check.reproduce = rows.front()->text("reproduce");
  const double margin = margin_in(around, rule);
  const auto far = judge_stored_ratio(rows, entry.to_relu, entry.to_copy, std::max(margin, beyond_all_noise));
  if (!around.unfit.empty() && far.verdict != SpeedVerdict::slower && far.verdict != SpeedVerdict::faster) {
    check.verdict = CheckVerdict::unfit;
    check.finding = around.unfit;
    return check;
  }
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
  else if (finding.margin > std::max(margin, most_noise_floor)) finding.verdict = SpeedVerdict::inconclusive;
  else if (finding.high <= upper) finding.verdict = SpeedVerdict::same;
  return finding;
}

std::vector<GateCheck> judge_stored_ratios(std::span<const StoredSpeed> entries, std::span<const Run> launches,
                                           const StoredRatioRule& rule) {
  std::vector<GateCheck> checks;
  std::map<std::pair<std::string, std::string>, Surroundings> groups;
  for (const StoredSpeed& entry : entries) {
    if (is_control(entry.id)) continue;
    const std::string format = format_of(entry.id);
    const auto [group, is_new] = groups.try_emplace({format, entry.conditions});
    if (is_new) group->second = surroundings(entries, launches, format, entry.conditions);
    checks.push_back(judge(entry, launches, group->second, rule));
  }
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
