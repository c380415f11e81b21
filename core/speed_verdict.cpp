#include "core/speed_verdict.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <vector>

#include "core/usage_error.hpp"

namespace softplus_bench {
namespace {

constexpr double nothing = std::numeric_limits<double>::infinity();

// Everything from 0 to infinity: what an interval that is not one knows.
MedianInterval made_sound(const MedianInterval& ratio) {
  const bool sound = ratio.low > 0 && ratio.low <= ratio.median && ratio.median <= ratio.high && ratio.high < nothing;
  return sound ? ratio : MedianInterval{1, 0, nothing};
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2g %%", 100 * share);
  return text;
}

std::string interval_text(const MedianInterval& m) {
  char text[96];
  std::snprintf(text, sizeof text, "%.4f [%.4f, %.4f]", m.median, m.low, m.high);
  return text;
}

std::string launches_text(std::size_t n) { return std::to_string(n) + (n == 1 ? " launch" : " launches"); }

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

// Why the machine cannot tell; empty when it can.
std::string unfitness(std::span<const LaunchFigures> launches, const SpeedJudgement& j) {
  if (j.noise_floor > most_noise_floor && j.noise_floor < nothing)
    return "two processes of the old build differ by up to " + percent(j.noise_floor) + ", more than " +
           percent(most_noise_floor);
  for (const LaunchFigures& launch : launches) {
    const SpeedVerdict control = judge_ratio(made_sound(launch.control), j.effective_margin);
    if (control == SpeedVerdict::slower || control == SpeedVerdict::faster)
      return "the control kernel of the new build takes " + interval_text(launch.control) +
             " times as long as that of the old one";
  }
  return {};
}

}  // namespace

void check_margin(double margin, std::string_view what) {
  if (margin > 0 && margin <= most_margin) return;  // false of a NaN
  throw UsageError(std::string(what) + ": a margin is above 0 and at most 100 %: give e.g. 5% or 0.05");
}

double margin_from(const std::string& text, std::string_view what) {
  const auto refuse = [&] {
    throw UsageError(std::string(what) + ": '" + text +
                     "' is not a margin: give a share above 0 and up to 100 %, e.g. 5% or 0.05");
  };
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (end == text.c_str()) refuse();
  const bool is_percent = *end == '%';
  if (is_percent) ++end;
  const double share = is_percent ? number / 100 : number;
  if (*end != '\0' || !(share > 0 && share <= most_margin)) refuse();
  if (!is_percent && share == 1) refuse();  // 1 may be meant as 1 %
  return share;
}

SpeedVerdict judge_ratio(const MedianInterval& ratio, double margin) {
  const double upper = 1 + margin;
  const double lower = 1 / upper;
  if (ratio.low > upper) return SpeedVerdict::slower;
  if (ratio.high < lower) return SpeedVerdict::faster;
  if (ratio.low >= lower && ratio.high <= upper) return SpeedVerdict::same;
  return SpeedVerdict::inconclusive;
}

double family_confidence(double alpha, std::size_t rows) {
  return 1 - alpha / static_cast<double>(std::max<std::size_t>(rows, 1));
}

double reach(const MedianInterval& ratio) {
  const MedianInterval sound = made_sound(ratio);
  return std::max({sound.high, 1 / sound.low, 1.0}) - 1;
}

SpeedJudgement judge_launches(std::span<const LaunchFigures> launches, double margin) {
  check_margin(margin);
  SpeedJudgement j;
  j.margin = j.effective_margin = margin;
  if (launches.empty()) {
    j.reason = "nothing was measured";
    return j;
  }
  std::vector<double> medians;
  j.low = nothing;
  for (const LaunchFigures& launch : launches) {
    const MedianInterval ratio = made_sound(launch.ratio);
    medians.push_back(ratio.median);
    j.low = std::min(j.low, ratio.low);
    j.high = std::max(j.high, ratio.high);
    j.noise_floor = std::max(j.noise_floor, reach(launch.again));
  }
  j.ratio = median_of(medians);
  j.effective_margin = std::max(margin, j.noise_floor);
  if (j.reason = unfitness(launches, j); !j.reason.empty()) {
    j.verdict = SpeedVerdict::unfit;
    return j;
  }
  const auto counted = [&](SpeedVerdict verdict, double within) {
    return std::count_if(launches.begin(), launches.end(), [&](const LaunchFigures& launch) {
      return judge_ratio(made_sound(launch.ratio), within) == verdict;
    });
  };
  const auto all = static_cast<std::ptrdiff_t>(launches.size());
  const std::ptrdiff_t slower = counted(SpeedVerdict::slower, j.effective_margin);
  const std::ptrdiff_t faster = counted(SpeedVerdict::faster, j.effective_margin);
  const std::ptrdiff_t same = counted(SpeedVerdict::same, margin);
  const std::string limits = ", margin " + percent(margin) + ", noise floor " + percent(j.noise_floor);
  if (slower == all || faster == all) {
    j.verdict = slower == all ? SpeedVerdict::slower : SpeedVerdict::faster;
    j.reason = "beyond the margin in " + launches_text(launches.size()) + limits;
  } else if (same == all && j.noise_floor <= margin) {
    j.verdict = SpeedVerdict::same;
    j.reason = "within the margin in " + launches_text(launches.size()) + limits;
  } else {
    j.reason = "slower in " + std::to_string(slower) + ", the same in " + std::to_string(same) + ", faster in " +
               std::to_string(faster) + " of " + launches_text(launches.size()) + limits;
  }
  return j;
}

SpeedJudgement confirm_in_layouts(SpeedJudgement j, std::span<const MedianInterval> best_over_best) {
  if (j.verdict != SpeedVerdict::slower || best_over_best.empty()) return j;
  const auto confirms = [&](const MedianInterval& ratio) {
    return judge_ratio(made_sound(ratio), j.effective_margin) == SpeedVerdict::slower;
  };
  const auto against = std::find_if_not(best_over_best.begin(), best_over_best.end(), confirms);
  if (against == best_over_best.end()) {
    j.reason += "; so is the best layout of each";
    return j;
  }
  j.verdict = SpeedVerdict::suspect_layout;
  j.reason = "slower where the linker put it; the best layouts of both differ by " + interval_text(*against) +
             ": its place in memory may be all that changed";
  return j;
}

}  // namespace softplus_bench
