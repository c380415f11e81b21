// What an interval for a ratio of two times says, once a margin is set.
#pragma once

#include <cstdint>
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

// faster, slower, same or inconclusive. `ratio` of times, new to old; the margin 0.05 reaches from 1/1.05 to 1.05.
SpeedVerdict judge_ratio(const MedianInterval& ratio, double margin);

}  // namespace softplus_bench
