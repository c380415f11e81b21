// What lies between two measurements of one row.
#include <fmt/format.h>

#include <algorithm>

#include "reports/snapshot_judging.hpp"

namespace softplus_bench {
namespace {

constexpr std::array<std::string_view, wrong_verdicts.size()> words_of_wrong{
    "wrong NaN",  "wrong infinity",     "early overflow",  "missed overflow",
    "wrong sign", "zero of wrong sign", "flushed to zero",
};

std::string ulp_in_words(const std::string& max_ulp) { return max_ulp.empty() ? "no" : max_ulp; }

std::string why_incomparable(const AccuracyEntry& accepted, const AccuracyEntry& measured) {
  if (accepted.n != measured.n)
    return fmt::format("measured on {} inputs, accepted on {}: not the same question", measured.n, accepted.n);
  if (accepted.seed != measured.seed)
    return fmt::format("measured with seed {}, accepted with {}: not the same inputs", measured.seed.value_or(0),
                       accepted.seed.value_or(0));
  const auto same_name = [](const RegionMaximum& a, const RegionMaximum& b) { return a.region == b.region; };
  if (!accepted.regions.empty() && !measured.regions.empty() &&
      !std::equal(accepted.regions.begin(), accepted.regions.end(), measured.regions.begin(), measured.regions.end(),
                  same_name))
    return "the regions are others than when it was accepted: not the same inputs";
  return "";
}

// What changed so far, in words.
struct Differences {
  bool worse = false;
  bool better = false;
  std::string words;
  double severity = 0;
  double last_growth = 0;

  // True when it grew.
  bool maxima(std::string_view where, const std::string& old, const std::string& now) {
    const long double before = ulp_from(old);
    const long double after = ulp_from(now);
    if (before == after) return false;
    say(fmt::format("{} -> {} ulp{}", ulp_in_words(old), ulp_in_words(now), where));
    return note(after > before, static_cast<double>(after - std::max(before, 0.0L)));
  }
  bool counts(std::string_view what, std::int64_t old, std::int64_t now) {
    if (old == now) return false;
    say(fmt::format("{} {} -> {}", what, old, now));
    return note(now > old, static_cast<double>(now - old));
  }

 private:
  void say(std::string text) { words += (words.empty() ? "" : ", ") + std::move(text); }
  bool note(bool grew, double growth) {
    (grew ? worse : better) = true;
    last_growth = growth;
    severity = std::max(severity, growth);
    return grew;
  }
};

}  // namespace

EntryChange change_between(const AccuracyEntry& accepted, const AccuracyEntry& measured) {
  EntryChange result;
  if (result.words = why_incomparable(accepted, measured); !result.words.empty()) {
    result.judgement = Judgement::incomparable;
    return result;
  }
  Differences differences;
  const bool grew = differences.maxima("", accepted.max_ulp, measured.max_ulp);
  result.larger = grew;
  double most = 0;
  for (std::size_t i = 0; i < std::min(accepted.regions.size(), measured.regions.size()); ++i) {
    const RegionMaximum& now = measured.regions[i];
    const bool here = differences.maxima(" in " + now.region, accepted.regions[i].max_ulp, now.max_ulp);
    result.larger = result.larger || here;
    if (grew || !here || differences.last_growth <= most) continue;
    most = differences.last_growth;
    result.region = now.region;
  }
  most = 0;
  for (std::size_t i = 0; i < wrong_verdicts.size(); ++i) {
    if (!differences.counts(words_of_wrong[i], accepted.wrong[i], measured.wrong[i])) continue;
    if (differences.last_growth <= most) continue;
    most = differences.last_growth;
    result.column = wrong_verdicts[i];
  }
  result.words = differences.words;
  result.severity = differences.severity;
  result.judgement = differences.worse ? Judgement::worse : differences.better ? Judgement::better : Judgement::same;
  return result;
}

}  // namespace softplus_bench
