// How what a text says is judged, from measured figures alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/sign_test.hpp"

namespace softplus_bench::claims {

// with_conditions: true of some formats, inputs or ways of computing, or of real numbers only.
enum class Verdict : std::uint8_t { holds, with_conditions, is_false };

constexpr std::string_view name_of(Verdict verdict) {
  constexpr std::string_view names[] = {"holds", "holds with conditions", "false"};
  return names[static_cast<std::size_t>(verdict)];
}

// True of all, of some, or of none.
constexpr Verdict from_counts(std::uint64_t n_true, std::uint64_t n) {
  return n_true == n ? Verdict::holds : n_true == 0 ? Verdict::is_false : Verdict::with_conditions;
}

// A figure that must not exceed a bound; up to the looser one it does so under conditions. NaN exceeds both.
constexpr Verdict within(double value, double bound, double looser) {
  return value <= bound ? Verdict::holds : value <= looser ? Verdict::with_conditions : Verdict::is_false;
}

// What is said of all formats and ways: one that breaks it breaks it for all.
inline Verdict strictest(std::span<const Verdict> verdicts) {
  return verdicts.empty() ? Verdict::is_false : *std::max_element(verdicts.begin(), verdicts.end());
}

// What is said of a way of computing in general: with conditions where the ways differ.
inline Verdict shared(std::span<const Verdict> verdicts) {
  const bool alike = std::all_of(verdicts.begin(), verdicts.end(), [&](Verdict v) { return v == verdicts.front(); });
  return alike && !verdicts.empty() ? verdicts.front()
         : verdicts.empty()         ? Verdict::is_false
                                    : Verdict::with_conditions;
}

// A statement about all numbers whose first counterexample among the finite ones is, or is not, there.
constexpr Verdict without_exception(bool counterexample) { return counterexample ? Verdict::is_false : Verdict::holds; }

// A ratio that is said to lie in [low, high]: its whole interval does, some of it, or none.
constexpr Verdict ratio_between(const MedianInterval& ratio, double low, double high) {
  if (ratio.low >= low && ratio.high <= high) return Verdict::holds;
  return ratio.high < low || ratio.low > high ? Verdict::is_false : Verdict::with_conditions;
}

// A ratio that is said to lie above 1.
constexpr Verdict ratio_above_one(const MedianInterval& ratio) {
  return ratio.low > 1 ? Verdict::holds : ratio.high <= 1 ? Verdict::is_false : Verdict::with_conditions;
}

}  // namespace softplus_bench::claims
