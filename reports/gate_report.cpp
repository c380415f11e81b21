#include "reports/gate_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <tuple>

namespace softplus_bench {
namespace {

// Failures first, the worst of each lane before the others; the rest in the order in which it came.
std::vector<const GateCheck*> worst_first(const GateReport& report) {
  std::vector<const GateCheck*> checks;
  for (const GateCheck& check : report.checks) checks.push_back(&check);
  const auto rank = [](const GateCheck* check) {
    const bool failed = check->verdict == CheckVerdict::failed;
    return std::tuple(failed ? 0 : 1, failed ? check->lane : Lane::claim, failed ? -check->severity : 0.0);
  };
  std::stable_sort(checks.begin(), checks.end(),
                   [&](const GateCheck* a, const GateCheck* b) { return rank(a) < rank(b); });
  return checks;
}

std::string_view word_for(const GateCheck& check) {
  switch (check.verdict) {
    case CheckVerdict::passed: return "";
    case CheckVerdict::failed: return check.advisory ? "ADVISORY" : "FAILED";
    case CheckVerdict::skipped: return "SKIPPED";
    case CheckVerdict::missing: return "NOT COMPARED";
    case CheckVerdict::inconclusive: return "INCONCLUSIVE";
    case CheckVerdict::unfit: return "UNFIT";
    case CheckVerdict::suspect_layout: return "SUSPECT LAYOUT";
  }
  return "";
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
  if (counts.passed + counts.undecided == 0) return 6;
  if (counts.missing > 0 && !rule.allow_missing) return 6;
  if (rule.strict && (report.only_claims || report.any_unaccepted)) return 6;
  return rule.strict && counts.undecided > 0 ? 5 : 0;
}

std::string summary_line(const GateReport& report) {
  const GateCounts counts = count(report.checks);
  return fmt::format("gate: {} passed, {} failed, {} skipped", counts.passed, counts.failed,
                     counts.skipped + counts.missing + counts.undecided);
}

void print_report(const GateReport& report, std::ostream& out) {
  for (const std::string& note : report.notes) out << fmt::format("NOTE {}\n", note);
  for (const GateCheck* check : worst_first(report)) {
    if (check->verdict == CheckVerdict::passed) continue;
    out << fmt::format("{} {}: {}\n", word_for(*check), check->id, check->finding);
  }
  for (const std::string& proposal : report.proposals) out << fmt::format("BETTER {}\n", proposal);
  out << summary_line(report) << '\n';
}

}  // namespace softplus_bench
