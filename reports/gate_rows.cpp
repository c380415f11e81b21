#include "reports/gate_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "reports/display.hpp"

namespace softplus_bench {
namespace {

enum class Move { unknown, better, same, worse };
struct Said {
  std::string words;
  Move move = Move::unknown;
};

std::string percent(double share) { return fmt::format("{:.{}f} %", share * 100, share < 0.0995 ? 1 : 0); }

// Slower and faster only where the whole interval says so.
Said speed_of(const GateCheck& check) {
  const double low = figure(check, "ratio_low"), high = figure(check, "ratio_high");
  double ratio = figure(check, "ratio");
  if (!std::isfinite(ratio)) ratio = std::sqrt(low * high);  // the middle of what is known
  if (check.lane == Lane::instructions && !std::isfinite(ratio))
    ratio = figure(check, "instructions_per_element") / figure(check, "stored_instructions_per_element");
  if (!std::isfinite(ratio)) return {};
  const std::string_view what = check.lane == Lane::instructions ? "instructions" : "";
  const auto said = [&](double share, std::string_view time, std::string_view counted) {
    return fmt::format("{} {}{}", percent(share), what.empty() ? time : counted, what);
  };
  if ((std::isfinite(high) ? high : ratio) < 1) return {said(1 - ratio, "faster", "fewer "), Move::better};
  if (check.verdict == CheckVerdict::failed) return {said(ratio - 1, "slower", "more "), Move::worse};
  if ((std::isfinite(low) ? low : ratio) > 1)
    return {said(ratio - 1, "slower", "more ") + (check.verdict == CheckVerdict::passed ? ", within the margin" : ""),
            Move::same};
  return {what.empty() ? "same speed" : "as many instructions", Move::same};
}

// "7757", "1.9": as display_ulp has it, without the zeros at the end.
std::string brief_ulp(const std::string& text) {
  std::string shown = display_ulp(text);
  if (shown.find('.') == std::string::npos || shown.find('e') != std::string::npos) return shown;
  shown.erase(shown.find_last_not_of('0') + 1);
  if (shown.ends_with('.')) shown.pop_back();
  return shown;
}

Said accuracy_of(const GateCheck& check) {
  const std::string now = figure_text(check, "max_ulp"), old = figure_text(check, "old_max_ulp");
  const bool failed = check.verdict == CheckVerdict::failed;
  if (now.empty()) return {failed ? "accuracy worse" : "", failed ? Move::worse : Move::unknown};
  const std::string region = figure_text(check, "region");
  const std::string where = region.empty() ? "" : " in " + region;
  if (old.empty() || old == now) return {brief_ulp(now) + " ulp" + where, failed ? Move::worse : Move::same};
  const bool worse = failed || !(ulp_of(now) <= ulp_of(old));
  return {fmt::format("{} -> {} ulp{}", brief_ulp(old), brief_ulp(now), where), worse ? Move::worse : Move::better};
}

// A time says more than a count of instructions, a snapshot more than a claim.
bool says_more(const GateCheck& check, const GateCheck& than) {
  if (!is_of_accuracy(check.lane)) return than.lane == Lane::instructions && check.lane == Lane::speed;
  return figure_text(than, "old_max_ulp").empty() && !figure_text(check, "old_max_ulp").empty();
}

std::string words_of(const GateRow& row) {
  const Said speed = row.speed != nullptr ? speed_of(*row.speed) : Said{};
  const Said accuracy = row.accuracy != nullptr ? accuracy_of(*row.accuracy) : Said{};
  if (speed.words.empty() || accuracy.words.empty()) return speed.words + accuracy.words;
  const bool against_each_other = (speed.move == Move::better && accuracy.move == Move::worse) ||
                                  (speed.move == Move::worse && accuracy.move == Move::better);
  return speed.words + (against_each_other ? " but " : ", ") + accuracy.words;
}

}  // namespace

std::vector<GateRow> rows_of(const GateReport& report) {
  std::vector<GateRow> rows;
  std::map<std::string_view, std::size_t> places;
  for (const GateCheck* check : worst_first(report)) {
    const auto [place, is_new] = places.emplace(check->id, rows.size());
    if (is_new) rows.push_back({check->id, nullptr, nullptr, ""});
    GateRow& row = rows[place->second];
    const bool of_accuracy = is_of_accuracy(check->lane);
    const GateCheck*& worst = of_accuracy ? row.accuracy : row.speed;
    if (worst == nullptr || (worst->verdict != CheckVerdict::failed && says_more(*check, *worst))) worst = check;
  }
  for (GateRow& row : rows) row.words = words_of(row);
  return rows;
}

std::string source_of(std::string_view id) {
  std::array<std::string_view, 4> words;  // function, name, format, target
  std::string_view rest = id;
  for (std::string_view& word : words) {
    word = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  }
  const std::string_view function = words[0];
  std::string_view name = words[1];
  const std::string_view target = words[3].substr(0, words[3].find_first_of("[@"));
  const auto path = [&](std::string_view folder, std::string_view end) {
    return fmt::format("impls/{}/{}/{}{}", folder, function, name, end);
  };
  if (target == "scalar") return path("portable", ".cpp");
  for (const std::string_view simd : {"sse4", "avx2", "avx512", "neon", "sve"})
    if (target == simd) return path("simd", ".cpp");
  if (target == "peer") return fmt::format("impls/peers/{}/{}.cpp", name.substr(0, name.find('_')), function);
  if (target == "opencl" || target == "cuda") {
    for (const std::string_view native : {"native_fast", "intrinsics", "half2", "bfloat162", "ex2_lg2", "tanh_approx"})
      if (name == native) return path(target, ".h");
    constexpr std::string_view fast = "_fast_math";  // the same file, compiled so
    if (name.ends_with(fast)) name.remove_suffix(fast.size());
    return path("device", ".h");
  }
  return name.empty() ? "suites/gate.toml" : fmt::format("{}/{}", function, name);
}

}  // namespace softplus_bench
