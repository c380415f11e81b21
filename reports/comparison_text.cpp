#include "reports/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "reports/display.hpp"
#include "reports/notation.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t row_width_at_80 = 39, what_width = 10, figure_width = 9, input_width = 9;

// An input in few characters: "-1.3e-30".
std::string short_input(const Change& c) {
  if (c.input_bits.empty()) return "";
  const std::string text = decimal_of(find_format(c.format), c.input_bits);
  double x = 0;
  const char* end = text.data() + text.size();
  if (text.size() <= input_width || std::from_chars(text.data(), end, x).ptr != end)
    return abbreviated(text, input_width);
  for (int digits = 6; digits > 2; --digits)
    if (const std::string fewer = fmt::format("{:.{}g}", x, digits); fewer.size() <= input_width) return fewer;
  return fmt::format("{:.2g}", x);
}

std::string name_of(const Change& c) { return c.region.empty() ? c.id : c.id + "@" + c.region; }

// Broken at blanks into lines of at most `width` characters.
std::string wrapped(const std::string& text, std::size_t width) {
  std::string lines = abbreviated(text, 2000);
  for (std::size_t start = 0; lines.size() - start > width;) {
    const std::size_t space = lines.rfind(' ', start + width);
    if (space == std::string::npos || space <= start) break;
    lines[space] = '\n';
    start = space + 1;
  }
  return lines;
}

void write_change(const Change& c, std::size_t row_width, std::size_t width, std::string& out) {
  std::string_view what = c.what;
  if (constexpr std::string_view usual = "throughput, "; what.starts_with(usual)) what.remove_prefix(usual.size());
  std::string name = abbreviated(name_of(c), width);
  if (name.size() > row_width) out += std::exchange(name, "") + '\n';  // on a line of its own
  out += fmt::format("{:<{}} {:<{}} {:>{}} {:>{}} {:>{}}", name, row_width, abbreviated(what, what_width), what_width,
                     abbreviated(c.before, figure_width), figure_width, abbreviated(c.now, figure_width), figure_width,
                     short_input(c), input_width);
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const TableOptions& options, std::size_t most) {
  const std::size_t width = std::max<std::size_t>(options.width, 80);
  const std::size_t row_width = row_width_at_80 + std::min<std::size_t>(width - 80, 40);
  const auto paint = [&](const char* code, const std::string& text) {
    return options.color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  };
  const Verdict verdict = comparison.verdict();
  const char* color = verdict == Verdict::failed ? "1;31" : verdict == Verdict::passed ? "32" : "33";
  std::string out;
  for (const FactChange& f : comparison.identity)
    out += fmt::format("{:<18} {} -> {}\n", abbreviated(f.name, 18), abbreviated(f.before, (width - 23) / 2),
                       abbreviated(f.now, (width - 23) / 2));
  for (const std::string& note : comparison.notes) out += wrapped(note, width) + "\n";
  const auto& changes = comparison.changes;
  for (std::size_t first = 0, last = 0; first < changes.size(); first = last) {
    const Change& c = changes[first];
    while (last < changes.size() && changes[last].standing == c.standing && changes[last].kind == c.kind) ++last;
    out += fmt::format("\n{}\n", paint(c.standing == Standing::worse ? "1;31" : "1",
                                       fmt::format("{}: {}", name_of(c.standing), words_of(c.kind))));
    out += paint("2", fmt::format("{:<{}} {:<{}} {:>{}} {:>{}} {:>{}}", "row", row_width, "inputs", what_width,
                                  "before", figure_width, "now", figure_width, "at x =", input_width)) +
           "\n";
    std::string said;  // a note holds for all that follow it
    for (std::size_t i = first; i < std::min(last, first + most); ++i) {
      if (changes[i].note != said) out += "  " + abbreviated(changes[i].note, width - 4) + ":\n";
      said = changes[i].note;
      write_change(changes[i], row_width, width, out);
    }
    if (last - first > most) out += fmt::format("and {} more: --json has them all\n", last - first - most);
  }
  return out + (out.empty() ? "" : "\n") + paint(color, wrapped(comparison.words(), width)) + "\n";
}

std::string comparison_json(const Comparison& comparison) {
  using Json = nlohmann::ordered_json;
  constexpr std::string_view kinds[] = {"broken_claim",      "wrong_outputs",       "lost_row",  "larger_error",
                                        "violated_property", "fewer_exact",         "new_row",   "changed_claim",
                                        "mended_claim",      "fewer_wrong_outputs", "found_row", "smaller_error",
                                        "kept_property",     "more_exact",          "speed"};
  constexpr std::string_view verdicts[] = {"nothing worse", "worse", "not comparable", "not comparable"};
  Json changes = Json::array();
  for (const Change& c : comparison.changes) {
    Json change{{"change", kinds[static_cast<std::size_t>(c.kind)]}, {"standing", name_of(c.standing)}, {"id", c.id}};
    const auto give = [&](const char* name, const std::string& text) {
      if (!text.empty()) change[name] = text;
    };
    give("region", c.region);
    give("of", c.what);
    give("before", c.exact_before.empty() ? c.before : c.exact_before);
    give("now", c.exact_now.empty() ? c.now : c.exact_now);
    give("input_bits", c.input_bits);
    give("got_bits", c.got_bits);
    give("want_bits", c.want_bits);
    give("note", c.note);
    give("reproduce", c.reproduce);
    changes.push_back(std::move(change));
  }
  Json identity = Json::array();
  for (const FactChange& f : comparison.identity)
    identity.push_back({{"name", f.name}, {"before", f.before}, {"now", f.now}});
  const Json all{{"before", comparison.before_id},
                 {"now", comparison.now_id},
                 {"verdict", verdicts[static_cast<std::size_t>(comparison.verdict())]},
                 {"words", comparison.words()},
                 {"rows_compared", comparison.rows_compared},
                 {"rows_of_other_inputs", comparison.rows_of_other_inputs},
                 {"rows_not_measured", comparison.rows_not_measured},
                 {"rows_worse", comparison.rows(Standing::worse)},
                 {"identity", std::move(identity)},
                 {"notes", comparison.notes},
                 {"changes", std::move(changes)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace softplus_bench
