#include "reports/gate_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <tuple>

namespace softplus_bench {
namespace {

bool is_undecided(CheckVerdict verdict) {
  return verdict == CheckVerdict::inconclusive || verdict == CheckVerdict::unfit ||
         verdict == CheckVerdict::suspect_layout;
}

int rank_of(const GateCheck& check) {
  if (check.verdict == CheckVerdict::passed) return 5;
  if (check.verdict == CheckVerdict::skipped) return 4;
  if (check.advisory) return 3;
  return check.verdict == CheckVerdict::failed ? 0 : check.verdict == CheckVerdict::missing ? 1 : 2;
}

}  // namespace

GateCounts count(std::span<const GateCheck> checks) {
  GateCounts counts;
  for (const GateCheck& check : checks) {
    if (check.advisory) continue;
    switch (check.verdict) {
      case CheckVerdict::passed: ++counts.passed; break;
      case CheckVerdict::failed: ++counts.failed; break;
      case CheckVerdict::skipped: ++counts.skipped; break;
      case CheckVerdict::missing: ++counts.missing; break;
      case CheckVerdict::inconclusive:
      case CheckVerdict::unfit:
      case CheckVerdict::suspect_layout: ++counts.undecided; break;
    }
  }
  return counts;
}

int exit_code(const GateReport& report, const GateRule& rule) {
  const auto failed = [&](bool accuracy) {
    return std::any_of(report.checks.begin(), report.checks.end(), [&](const GateCheck& check) {
      return !check.advisory && check.verdict == CheckVerdict::failed && is_of_accuracy(check.lane) == accuracy;
    });
  };
  const GateCounts counts = count(report.checks);
  if (failed(true)) return 4;
  if (failed(false)) return 3;
  // A contract that is kept says nothing of values: that is not what a gate is for.
  const auto contracts = std::count_if(report.checks.begin(), report.checks.end(), [](const GateCheck& check) {
    return !check.advisory && check.lane == Lane::contract && check.verdict == CheckVerdict::passed;
  });
  if (counts.passed + counts.undecided - contracts == 0) return 6;
  if (counts.missing > 0 && !rule.allow_missing) return 6;
  if (rule.strict && (report.only_claims || report.any_unaccepted)) return 6;
  return rule.strict && counts.undecided > 0 ? 5 : 0;
}

Level level_of(const GateCheck& check, const GateRule& rule) {
  if (check.verdict == CheckVerdict::passed || check.verdict == CheckVerdict::skipped) return Level::none;
  if (check.advisory) return Level::note;
  if (check.verdict == CheckVerdict::missing) return rule.allow_missing ? Level::warning : Level::error;
  return is_undecided(check.verdict) && !rule.strict ? Level::warning : Level::error;
}

std::vector<const GateCheck*> worst_first(const GateReport& report) {
  std::vector<const GateCheck*> checks;
  for (const GateCheck& check : report.checks) checks.push_back(&check);
  const auto key = [](const GateCheck* check) {
    const int rank = rank_of(*check);
    if (rank != 0) return std::tuple(rank, Lane::claim, 0.0);
    // What is not a number has no order.
    const double severity = std::isnan(check->severity) ? std::numeric_limits<double>::infinity() : check->severity;
    return std::tuple(rank, check->lane, -severity);
  };
  std::stable_sort(checks.begin(), checks.end(),
                   [&](const GateCheck* a, const GateCheck* b) { return key(a) < key(b); });
  return checks;
}

std::string_view outcome_of(int code) {
  switch (code) {
    case 0: return "passed";
    case 3: return "speed";
    case 4: return "accuracy";
    case 5: return "undecided";
    case 6: return "incomplete";
    case 130: return "interrupted";
    default: return "error";
  }
}

std::string figure_text(const GateCheck& check, std::string_view name) {
  for (const auto& [each, value] : check.figures)
    if (each == name) return text_of(value);
  return "";
}

double figure(const GateCheck& check, std::string_view name) {
  const std::string text = figure_text(check, name);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? number : std::numeric_limits<double>::quiet_NaN();
}

std::string summary_line(const GateReport& report) {
  const GateCounts counts = count(report.checks);
  return fmt::format("gate: {} passed, {} failed, {} skipped", counts.passed, counts.failed,
                     counts.skipped + counts.missing + counts.undecided);
}

}  // namespace softplus_bench
