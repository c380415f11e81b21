#include "reports/comparison_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <tuple>

#include "reports/comparison_side.hpp"
#include "reports/display.hpp"
#include "reports/properties.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

// Figures in the order of these: doubles, then texts beyond their range ("1.25e+400", a digit before the point), then
// infinity.
using Magnitude = std::tuple<int, int, double>;

std::optional<Magnitude> beyond_double(const std::string& text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos || e + 2 >= text.size()) return std::nullopt;
  double leading = 0;
  int exponent = 0;
  std::from_chars(text.data(), text.data() + e, leading);
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(), exponent);
  return exponent > 0 ? Magnitude(1, exponent, leading) : Magnitude(0, 0, 0);
}

std::optional<Magnitude> magnitude_of(const Value& value) {
  double x = std::numeric_limits<double>::quiet_NaN();
  if (const auto* text = std::get_if<std::string>(&value)) {
    const char* end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, x);
    if (rest != end || error == std::errc::invalid_argument) return std::nullopt;
    if (error == std::errc::result_out_of_range) return beyond_double(*text);
  }
  if (const auto* real = std::get_if<double>(&value)) x = *real;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) x = static_cast<double>(*integer);
  if (std::isnan(x)) return std::nullopt;
  return std::isinf(x) ? Magnitude(2, 0, x) : Magnitude(0, 0, x);
}

// By how many octaves b is more than a.
double octaves(double a, double b) {
  if (a == b) return 0;
  const double ratio = std::log2(b) - std::log2(a);
  return std::isnan(ratio) ? std::numeric_limits<double>::infinity() : ratio;
}

Standing standing_of(bool comparable, Standing otherwise) { return comparable ? otherwise : Standing::not_comparable; }

void compare_maxima(const Record& before, const Record& now, const InputsCompared& inputs,
                    std::vector<Change>& changes) {
  const std::optional<int> order = compare_ulp(now["max_ulp"], before["max_ulp"]);
  if (!order || *order == 0) return;
  const bool larger = *order > 0;
  const std::string place = now.text("max_ulp_input_bits");
  const bool same_place =
      !place.empty() && place == before.text("max_ulp_input_bits") && now.text("rounding") == before.text("rounding");
  const bool settled = inputs.equal || (larger ? inputs.all_before || same_place : inputs.all_now);
  Change c = change_of(larger ? ChangeKind::larger_error : ChangeKind::smaller_error,
                       standing_of(settled, larger ? Standing::worse : Standing::better), now);
  const Shown shown = display_ulps(before["max_ulp"], now["max_ulp"]);
  c.before = shown.before, c.now = shown.now;
  c.exact_before = text_of(before["max_ulp"]), c.exact_now = text_of(now["max_ulp"]);
  c.size = std::abs(octaves(ulp_of(before, "max_ulp"), ulp_of(now, "max_ulp")));
  show_worst(c, now);
  if (!inputs.equal) c.note = inputs.difference;
  if (!inputs.equal && settled && larger) c.note += same_place ? "; but at the same x" : "; but the baseline tried all";
  changes.push_back(std::move(c));
}

std::string words_of(const Failures& f) {
  std::string words;
  const auto say = [&](std::int64_t n, const char* name) {
    if (n > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", display_short_count(n), name);
  };
  say(f.nan, "NaN");
  say(f.infinity, "inf");
  say(f.sign, "sign");
  return words.empty() ? "none" : words;
}

void compare_wrong_outputs(const Record& before, const Record& now, const InputsCompared& inputs,
                           std::vector<Change>& changes) {
  const Failures a = failures_of(before), b = failures_of(now);
  const bool more = b.nan > a.nan || b.infinity > a.infinity || b.sign > a.sign;
  const bool fewer = b.nan < a.nan || b.infinity < a.infinity || b.sign < a.sign;
  if (!more && !fewer) return;
  // Counts over unequal inputs say nothing; none at all, over every input, does.
  const bool settled = inputs.equal || (more ? inputs.all_before && !a.any_wrong() : inputs.all_now && !b.any_wrong());
  Change c = change_of(more ? ChangeKind::wrong_outputs : ChangeKind::fewer_wrong_outputs,
                       standing_of(settled, more ? Standing::worse : Standing::better), now);
  c.before = words_of(a), c.now = words_of(b);
  c.exact_before = fmt::format("{} NaN, {} inf, {} sign", a.nan, a.infinity, a.sign);
  c.exact_now = fmt::format("{} NaN, {} inf, {} sign", b.nan, b.infinity, b.sign);
  const auto sum = [](const Failures& f) { return static_cast<double>(f.nan + f.infinity + f.sign); };
  c.size = sum(b) / std::max(1.0, now.number("n"));
  if (!a.any_wrong()) c.size += 1;  // none before comes before more than before
  if (more && now.integer("n_claim_violations") > 0) {
    c.input_bits = now.text("claim_witness_bits");
    c.got_bits = now.text("claim_witness_got_bits"), c.want_bits = now.text("claim_witness_want_bits");
  }
  if (!inputs.equal) c.note = inputs.difference;
  changes.push_back(std::move(c));
}

// Of equal inputs only: another sample has another share.
void compare_shares(const Record& before, const Record& now, std::vector<Change>& changes) {
  const double a = before.number("share_correctly_rounded"), b = now.number("share_correctly_rounded");
  if (!(a < b || b < a)) return;
  Change c = change_of(b < a ? ChangeKind::fewer_exact : ChangeKind::more_exact,
                       b < a ? Standing::worse : Standing::better, now);
  c.before = display_percent(a), c.now = display_percent(b);
  for (int digits = 4; c.before == c.now && digits <= 17; ++digits)
    c.before = fmt::format("{:.{}g}", 100 * a, digits), c.now = fmt::format("{:.{}g}", 100 * b, digits);
  c.exact_before = shortest(a), c.exact_now = shortest(b);
  c.size = std::abs(a - b);
  changes.push_back(std::move(c));
}

std::string words_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return "met";
    case Verdict::failed: return "broken";
    case Verdict::missing: return "not compared";
    case Verdict::skipped: break;
  }
  return "no claim";
}

std::string promise_of(const ClaimVerdict& v) {
  if (v.claim_ulp < 0) return "none";
  return fmt::format("{} on [{}, {}]", shortest(v.claim_ulp), shortest(v.claim_lower), shortest(v.claim_upper));
}

}  // namespace

std::optional<int> compare_ulp(const Value& a, const Value& b) {
  const auto x = magnitude_of(a), y = magnitude_of(b);
  if (!x || !y) return std::nullopt;
  return *x < *y ? -1 : *y < *x ? 1 : 0;
}

Shown display_ulps(const Value& before, const Value& now) {
  const std::string a = text_of(before), b = text_of(now);
  Shown shown{display_ulp(a), display_ulp(b)};
  for (int digits = 4; shown.before == shown.now && a != b && digits <= 17; ++digits)
    shown = {fmt::format("{:.{}g}", ulp_of(a), digits), fmt::format("{:.{}g}", ulp_of(b), digits)};
  return shown;
}

Change change_of(ChangeKind kind, Standing standing, const Record& row) {
  Change c;
  c.kind = kind;
  c.standing = standing;
  c.id = row_of(row);
  if (is_region(row)) c.region = row.text("region");
  c.function = row.text("function");
  c.format = row.text("format");
  c.what = row.kind == RecordKind::properties ? row.text("property")
           : row.kind == RecordKind::speed    ? conditions_of(row).words()
                                              : row.text("inputs");
  if (row.kind == RecordKind::speed && !row.text("layout").empty()) c.what += ", " + row.text("layout");
  c.reproduce = row.text("reproduce");
  return c;
}

void show_worst(Change& change, const Record& row) {
  change.input_bits = row.text("max_ulp_input_bits");
  change.got_bits = row.text("max_ulp_got_bits");
  change.want_bits = row.text("max_ulp_want_bits");
}

void compare_figures(const Record& before, const Record& now, const InputsCompared& inputs,
                     std::vector<Change>& changes) {
  compare_wrong_outputs(before, now, inputs, changes);
  compare_maxima(before, now, inputs, changes);
  if (inputs.equal) compare_shares(before, now, changes);
}

void compare_claims(const Record& now, const ClaimVerdict& claim_before, const ClaimVerdict& claim_now,
                    const InputsCompared& inputs, std::vector<Change>& changes) {
  const bool broken = claim_now.verdict == Verdict::failed, was_broken = claim_before.verdict == Verdict::failed;
  const auto say = [&](ChangeKind kind, Standing standing) -> Change& {
    Change& c = changes.emplace_back(change_of(kind, standing, now));
    c.before = words_of(claim_before.verdict), c.now = words_of(claim_now.verdict);
    c.exact_before = promise_of(claim_before), c.exact_now = promise_of(claim_now);
    if (!inputs.equal) c.note = inputs.difference;
    return c;
  };
  if (broken && !was_broken) {
    Change& c = say(ChangeKind::broken_claim, standing_of(inputs.equal || inputs.all_before, Standing::worse));
    c.input_bits = claim_now.witness_bits;
    c.got_bits = claim_now.witness_got_bits, c.want_bits = claim_now.witness_want_bits;
    c.note += fmt::format("{}{}, on {} of {} inputs", c.note.empty() ? "" : "; ", claim_now.reason,
                          display_count(claim_now.n_violations), display_count(claim_now.n));
    c.size = static_cast<double>(claim_now.n_violations) / std::max(1.0, static_cast<double>(claim_now.n));
  } else if (was_broken && claim_now.verdict == Verdict::passed) {
    say(ChangeKind::mended_claim, standing_of(inputs.equal || inputs.all_now, Standing::better));
  }
  const bool interval = claim_now.claim_ulp == claim_before.claim_ulp;
  if (interval && claim_now.claim_lower == claim_before.claim_lower &&
      claim_now.claim_upper == claim_before.claim_upper)
    return;
  const auto bound = [&](const ClaimVerdict& v) {
    return interval || v.claim_ulp < 0 ? promise_of(v) : shortest(v.claim_ulp);
  };
  Change& c = say(ChangeKind::changed_claim, Standing::other);
  c.before = bound(claim_before), c.now = bound(claim_now);
}

void compare_properties(const Record& before, const Record& now, const InputsCompared& inputs,
                        std::vector<Change>& changes) {
  if (!is_violated(before) && !is_violated(now)) return;
  const std::int64_t a = before.integer("n_excess_violations"), b = now.integer("n_excess_violations");
  if (a == b) return;
  Change c = change_of(b > a ? ChangeKind::violated_property : ChangeKind::kept_property,
                       standing_of(inputs.equal, b > a ? Standing::worse : Standing::better), now);
  c.before = display_short_count(a), c.now = display_short_count(b);
  if (c.before == c.now) c.before = display_count(a), c.now = display_count(b);
  c.exact_before = std::to_string(a), c.exact_now = std::to_string(b);
  c.size = (a == 0 ? 1 : 0) + static_cast<double>(b) / std::max(1.0, now.number("n"));
  if (b > 0) {
    c.input_bits = now.text("witness_bits");
    c.got_bits = now.text("witness_got_bits");
  }
  c.note = inputs.equal ? now.text("statement") : inputs.difference + "; " + now.text("statement");
  changes.push_back(std::move(c));
}

void compare_times(const Record& before, const Record& now, std::vector<Change>& changes) {
  for (const std::string control : {"relu", "copy"}) {
    const std::string column = "ratio_to_" + control;
    const std::string low = column + "_low", high = column + "_high";
    const bool slower = now.number(low) > before.number(high);
    if (!slower && !(now.number(high) < before.number(low))) continue;
    Change c = change_of(ChangeKind::speed, Standing::information, now);
    const auto interval = [&](const Record& r) {
      return fmt::format("{} [{}, {}]", text_of(r[column]), text_of(r[low]), text_of(r[high]));
    };
    c.before = fmt::format("{} {}", display_3(before.number(column)), control);
    c.now = fmt::format("{} {}", display_3(now.number(column)), control);
    c.exact_before = interval(before), c.exact_now = interval(now);
    c.size = std::abs(octaves(before.number(column), now.number(column)));
    changes.push_back(std::move(c));
    return;  // the other control says the same, or it is the control that changed
  }
}

}  // namespace softplus_bench
