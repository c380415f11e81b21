// What intervals for a ratio of two times say, once a margin is set.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/sign_test.hpp"

namespace softplus_bench {

// faster, slower: the whole interval lies beyond the margin. same: the whole interval lies within it,
// which is more than not having seen a difference; that is inconclusive. unfit: the machine was too noisy for any
// answer. suspect_layout: slower where the linker put it, and no slower in its best place against the other's best.
enum class SpeedVerdict : std::uint8_t { faster, slower, same, inconclusive, unfit, suspect_layout };
inline constexpr std::string_view speed_verdict_names[] = {"faster",       "slower", "same",
                                                           "inconclusive", "unfit",  "suspect_layout"};
constexpr std::string_view name_of(SpeedVerdict verdict) {
  return speed_verdict_names[static_cast<std::size_t>(verdict)];
}

// A margin is a share of the time: 0.05 reaches from 1/1.05 to 1.05. More than twice the time is never "the same".
inline constexpr double most_margin = 1;
// Two processes of one program that differ by more than this cannot tell anything about two programs.
inline constexpr double most_noise_floor = 0.10;

// Throws UsageError unless the margin is finite, above 0 and at most most_margin. `what`: the option, for the message.
void check_margin(double margin, std::string_view what = "--margin");
// "5%" or "0.05"; a number without the sign is below 1. Throws UsageError.
double margin_from(const std::string& text, std::string_view what = "--margin");

// faster, slower, same or inconclusive. `ratio` of times, new to old.
SpeedVerdict judge_ratio(const MedianInterval& ratio, double margin);

// The confidence of each interval of a family of `rows`, so that all of them hold their medians with 1 - alpha
// (Bonferroni). Rows at least 1.
double family_confidence(double alpha, std::size_t rows);

// What one launch (fresh processes) measured of one row, as ratios of times within rounds.
struct LaunchFigures {
  MedianInterval ratio;    // new to old
  MedianInterval again;    // a second process of the old build to the first
  MedianInterval control;  // the control kernel of the new build to that of the old one
};

struct SpeedJudgement {
  SpeedVerdict verdict = SpeedVerdict::inconclusive;
  double margin = 0;            // asked for
  double noise_floor = 0;       // share: the furthest that `again` reaches from 1 in any launch
  double effective_margin = 0;  // the larger of both
  double ratio = 0;             // the median of the launches' medians
  double low = 0;               // of all launches
  double high = 0;
  std::string reason;  // one line: what the verdict rests on, with its figures
};

// The share by which an interval of a ratio reaches from 1 at most, up or down: [0.98, 1.01] gives 1/0.98 - 1. Infinite
// for an interval that is not finite, above 0 and in order.
double reach(const MedianInterval& ratio);

// Over all launches:
//   unfit           the noise floor is above most_noise_floor, or a control's whole interval lies beyond the effective
//                   margin
//   slower, faster  the whole interval lies beyond the effective margin in every launch
//   same            it lies within the margin asked for in every launch, and the noise floor does too
//   inconclusive    else: launches disagree, an interval is too wide, no launch at all
// An interval that is not one (NaN, no pairs) makes it inconclusive, never a pass. Throws as check_margin does.
SpeedJudgement judge_launches(std::span<const LaunchFigures> launches, double margin);

// A slower judgement after the row was measured in its best layouts (new to old, of each launch): stays slower where
// every interval lies beyond the effective margin, else suspect_layout. Any other judgement stays.
SpeedJudgement confirm_in_layouts(SpeedJudgement judgement, std::span<const MedianInterval> best_over_best);

}  // namespace softplus_bench
