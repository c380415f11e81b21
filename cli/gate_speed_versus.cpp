#include "cli/gate_speed_versus.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "cli/ab_options.hpp"
#include "cli/progress.hpp"
#include "cli/session.hpp"

namespace softplus_bench::cli {
namespace {

CheckVerdict check_verdict(SpeedVerdict verdict) {
  switch (verdict) {
    case SpeedVerdict::faster:
    case SpeedVerdict::same: return CheckVerdict::passed;
    case SpeedVerdict::slower: return CheckVerdict::failed;
    case SpeedVerdict::inconclusive: return CheckVerdict::inconclusive;
    case SpeedVerdict::unfit: return CheckVerdict::unfit;
    case SpeedVerdict::suspect_layout: return CheckVerdict::suspect_layout;
  }
  return CheckVerdict::missing;
}

GateCheck check_of_row(const VersusRow& row, CheckVerdict verdict, std::string finding) {
  GateCheck check;
  check.lane = Lane::speed;
  check.id = row.id;
  check.conditions = conditions_of(row);
  check.verdict = verdict;
  check.finding = std::move(finding);
  return check;
}

std::string times_text(const SpeedJudgement& j) {
  return fmt::format("takes {:.4f} times as long as before [{:.4f}, {:.4f}]", j.ratio, j.low, j.high);
}

}  // namespace

GateCheck check_of(const VersusResult& result, const GateOptions& options) {
  const VersusRow& row = result.row;
  if (!result.failure.empty()) return check_of_row(row, CheckVerdict::missing, result.failure);
  const SpeedJudgement& j = result.judgement;
  GateCheck check = check_of_row(row, check_verdict(j.verdict), {});
  check.finding = j.verdict == SpeedVerdict::slower || j.verdict == SpeedVerdict::faster
                      ? fmt::format("{}: {}", times_text(j), j.reason)
                      : fmt::format("{}: {}, {}", name_of(j.verdict), times_text(j), j.reason);
  check.figures = {{"ratio", j.ratio},
                   {"ratio_low", j.low},
                   {"ratio_high", j.high},
                   {"margin", j.margin},
                   {"noise_floor", j.noise_floor},
                   {"effective_margin", j.effective_margin},
                   {"launches", static_cast<std::int64_t>(result.launches.size())},
                   {"rounds", static_cast<std::int64_t>(result.launches.empty() ? 0 : result.launches[0].rounds)}};
  check.severity = std::log(j.low > 0 ? j.low : 1);
  check.reproduce =
      fmt::format("softplus-bench ab --old {} -f {} --metric {} --footprint {} --input-mix {}{} --margin {}",
                  shell_quoted(options.old_binary), shell_quoted(row.id), name_of(row.metric), name_of(row.footprint),
                  name_of(row.input_mix), row.in_place ? " --in-place" : "", shell_quoted(options.margin));
  return check;
}

void judge_speed_against_old(const GateOptions& options, std::span<const VersusRow> rows, GateReport& report) {
  VersusOptions versus;
  versus.launches = options.launches;
  versus.margin = margin_from(options.margin);
  versus.stop = &interrupt_flag();
  const std::vector<std::string> old_ids = rows_of_build(options.old_binary);
  std::vector<VersusRow> shared;
  std::vector<GateCheck> absent;
  for (const VersusRow& row : rows) {
    const std::string plain = row.id.substr(0, row.id.find('['));
    if (std::find(old_ids.begin(), old_ids.end(), plain) != old_ids.end()) shared.push_back(row);
    else absent.push_back(check_of_row(row, CheckVerdict::skipped, "the old build does not have this row"));
  }
  VersusReport measured;
  if (!shared.empty()) {
    const bool quiet = options.quiet || options.json;
    if (const double seconds = planned_seconds(shared.size(), versus); seconds > 60 && !quiet)
      fmt::print(stderr, "speed of {} rows against {}: about {}\n", shared.size(), options.old_binary,
                 duration_text(seconds));
    ProgressLine line(quiet);
    versus.progress = [&](double done, std::string_view row) { line.show({fmt::format("speed {}", row), done}); };
    measured = compare_builds(options.old_binary, this_program(), shared, versus);
    if (!measured.complete) return;
  }
  double floor = 0;
  for (const VersusResult& result : measured.results) {
    GateCheck check = check_of(result, options);
    if (result.judgement.verdict == SpeedVerdict::faster)
      report.proposals.push_back(fmt::format("{} {}: {}", check.id, check.conditions, times_text(result.judgement)));
    if (result.failure.empty()) floor = std::max(floor, result.judgement.noise_floor);
    report.checks.push_back(std::move(check));
  }
  std::move(absent.begin(), absent.end(), std::back_inserter(report.checks));
  report.facts.emplace_back("speed against", fmt::format("{} ({})", options.old_binary, measured.old_commit));
  report.facts.emplace_back("margin", fmt::format("{:g} %", 100 * versus.margin));
  report.facts.emplace_back("noise floor", fmt::format("{:.2g} % of the noisiest row", 100 * floor));
  report.facts.emplace_back("launches", std::to_string(versus.launches));
  report.facts.emplace_back("rounds", std::to_string(versus.rounds));
  report.facts.emplace_back("pinned to one core", measured.pinned ? "yes" : "no");
}

}  // namespace softplus_bench::cli
