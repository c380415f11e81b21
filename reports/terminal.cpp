#include "reports/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "reports/display.hpp"
#include "reports/properties.hpp"
#include "reports/terminal_speed.hpp"
#include "reports/texts.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

// Tables of more groups than this scroll away unread.
constexpr std::ptrdiff_t most_tables = 12;

constexpr std::size_t label_width_at_80 = 18;
constexpr std::size_t failures_width_at_80 = 11;
constexpr std::string_view at_least = ">=";

// Keeps the start and the end, which tell names apart: "thresholded…y/avx512".
std::string shortened(const std::string& text, std::size_t width) {
  if (text.size() <= width) return text;
  const std::size_t tail = std::min<std::size_t>(width / 2, 8);
  return text.substr(0, width - tail - 1) + "~" + text.substr(text.size() - tail);
}

// An input in at most 11 characters: "-1.0000e-30".
std::string short_input(const Record& r) {
  const auto text = r.text("max_ulp_input");
  if (text.size() <= 11 || text.find(';') != std::string::npos) return shortened(text, 11);
  try {
    return fmt::format("{:.5g}", std::stod(text));
  } catch (const std::exception&) {
    return shortened(text, 11);
  }
}

// As many kinds as fit, most serious first; "+" for those that do not.
std::string failures_in_words(const Record& r, std::size_t width) {
  const Failures f = failures_of(r);
  std::string words;
  const auto say = [&](const char* name, std::int64_t n) {
    if (n <= 0 || words.ends_with('+')) return;
    const auto word = fmt::format("{}{} {}", words.empty() ? "" : ", ", display_short_count(n), name);
    words += words.size() + word.size() + 1 <= width ? word : "+";
  };
  say("nan", f.nan);
  say("inf", f.infinity);
  say("sign", f.sign);
  say("zero", f.flushed);
  return words;
}

std::string claim_in_words(const ClaimVerdict* claim) {
  if (claim == nullptr || claim->verdict == Verdict::skipped) return "-";
  if (claim->verdict == Verdict::passed) return "met";
  return claim->verdict == Verdict::failed ? "BROKEN" : "?";
}

struct Paint {
  bool on;
  std::string operator()(const char* code, const std::string& text) const {
    return on && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }
};

void write_row(const Row& row, std::size_t label_width, std::size_t failures_width, Paint paint, std::ostream& out) {
  const Record* a = row.accuracy;
  const Record* s = row.speed;
  const std::string claim = fmt::format("{:>6}", claim_in_words(row.claim));
  const char* claim_color = claim.ends_with("met") ? "32" : claim == "BROKEN" ? "1;31" : "2";
  const Record* counted = row.counted();
  const std::string failures = counted != nullptr ? failures_in_words(*counted, failures_width) : "";
  std::string line =
      fmt::format("{:<{}} {:>9} {:>11} {:>6} {:>6} {:>6} ", shortened(row.label, label_width), label_width,
                  a != nullptr ? shortened(display_max_ulp(*a, at_least), 9) : "", a != nullptr ? short_input(*a) : "",
                  counted != nullptr ? display_percent(counted->number("share_correctly_rounded")) : "",
                  s != nullptr ? display_3(s->number("ns_per_element")) : "",
                  s != nullptr ? display_3(s->number("ratio_to_relu")) : "");
  line += paint(claim_color, claim);
  if (!failures.empty()) line += ' ' + paint("31", failures);
  out << line << '\n';
}

// A line a function and format, where a line a row would be hundreds.
void write_summary(const View& view, Paint paint, std::ostream& out) {
  constexpr int function_width = 23, name_width = 20;
  out << paint("2", fmt::format("{:<{}} {:<8} {:>4} {:<{}} {:>9} {}", "function", function_width, "format", "rows",
                                "most exact", name_width, "max ULP", "claims"))
      << '\n';
  for (const Group& group : view.groups) {
    if (!group.has_accuracy()) continue;
    const Row* best = nullptr;
    int met = 0, broken = 0;
    for (const Row& row : group.rows) {
      if (row.claim != nullptr) {
        met += row.claim->verdict == Verdict::passed ? 1 : 0;
        broken += row.claim->verdict == Verdict::failed ? 1 : 0;
      }
      if (row.accuracy == nullptr || row.wrong() || std::isnan(row.max_ulp())) continue;
      if (best == nullptr || row.max_ulp() < best->max_ulp()) best = &row;
    }
    std::string line =
        fmt::format("{:<{}} {:<8} {:>4} {:<{}} {:>9} ", shortened(group.function, function_width), function_width,
                    group.format, group.rows.size(), best != nullptr ? shortened(best->label, name_width) : "-",
                    name_width, best != nullptr ? shortened(display_max_ulp(*best->accuracy, at_least), 9) : "");
    line += paint("32", fmt::format("{} met", met));
    if (broken > 0) line += ' ' + paint("1;31", fmt::format("{} BROKEN", broken));
    out << line << '\n';
  }
  out << "\nThe rows themselves: report.html and accuracy.csv; of one function here: -f 'softplus/*'\n\n";
}

// One property of one row.
std::string violated_row(const Record& r, std::size_t width) {
  const std::string what = fmt::format("{} of {}, x = {}", display_short_count(r.integer("n_excess_violations")),
                                       display_short_count(r.integer("n")), shortened(r.text("witness_input"), 14));
  const std::size_t left = width - std::min(width, what.size() + 2);
  return fmt::format("{:<{}}  {}", shortened(r.id(), left), left, what);
}

// One property of several rows of a function, special values together.
std::string violated_rows(const std::string& property, const std::vector<const Record*>& rows, std::size_t width) {
  const Record& first = *rows.front();
  std::string example = first.text("implementation") + "/" + first.text("format");
  if (const auto target = first.text("target"); target != "scalar") example += "/" + target;
  const std::string start = fmt::format("{:<38}{:>5} rows, e.g. ", shortened(property, 37), rows.size());
  return start + shortened(example, width - std::min(width, start.size()));
}

// What is violated, as far as it fits on a screen: each row, or where there are many each property.
void write_properties(const Run& run, std::size_t width, Paint paint, std::ostream& out) {
  constexpr std::size_t most_lines = 12;
  const PropertyCounts counts = count_properties(run);
  if (!counts.any()) return;
  out << paint("1", fmt::format("properties: {} kept, {} violated, {} soft ones beyond correct rounding", counts.kept,
                                counts.violated.size(), counts.exceeded))
      << '\n';
  if (counts.violated.size() <= most_lines) {
    for (const Record* r : counts.violated) out << paint("31", violated_row(*r, width)) << '\n';
    out << '\n';
    return;
  }
  std::vector<std::pair<std::string, std::vector<const Record*>>> properties;
  for (const Record* r : counts.violated) {
    const bool special = r->text("rule") == "special";
    const std::string name = r->text("function") + " " + (special ? "special" : r->text("property"));
    auto found = std::find_if(properties.begin(), properties.end(), [&](const auto& p) { return p.first == name; });
    if (found == properties.end()) found = properties.insert(properties.end(), {name, {}});
    found->second.push_back(r);
  }
  std::stable_sort(properties.begin(), properties.end(),
                   [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  const std::size_t shown = properties.size() > most_lines ? most_lines - 1 : properties.size();
  for (std::size_t i = 0; i < shown; ++i)
    out << paint("31", violated_rows(properties[i].first, properties[i].second, width)) << '\n';
  if (shown < properties.size())
    out << fmt::format("and {} more properties: see properties.csv and the report\n", properties.size() - shown);
  out << '\n';
}

}  // namespace

void write_table(const Run& run, std::ostream& out, const TableOptions& options) {
  const View view = view_of(run);
  const Rounding rounding = rounding_of(run);
  const Paint paint{options.color};
  const std::size_t spare = std::max<std::size_t>(options.width, 80) - 80;
  const std::size_t label_width = label_width_at_80 + std::min<std::size_t>(spare / 2, 21);
  const std::size_t failures_width = failures_width_at_80 + spare - (label_width - label_width_at_80);
  const bool any_accuracy =
      std::any_of(view.groups.begin(), view.groups.end(), [](const Group& g) { return g.has_accuracy(); });
  const auto tables =
      std::count_if(view.groups.begin(), view.groups.end(), [](const Group& g) { return g.has_accuracy(); });
  if (tables > most_tables) write_summary(view, paint, out);
  if (!any_accuracy) write_speed_table(view, options, out);
  for (const Group& group : view.groups) {
    if (tables > most_tables) break;
    if (!group.has_accuracy()) continue;  // the controls of the timing
    std::string title = group.function + " " + group.format;
    if (rounding != Rounding::nearest) title += fmt::format("   (rounding {})", words_of(rounding));
    if (!group.all_conditions.empty()) title += "   (speed: " + group.conditions.words() + ")";
    out << paint("1", title) << '\n';
    out << paint("2", fmt::format("{:<{}} {:>9} {:>11} {:>6} {:>6} {:>6} {:>6} {}", "implementation", label_width,
                                  "max ULP", "at x =", "exact%", "ns/el", "x relu", "claim", "wrong"))
        << '\n';
    for (const Row& row : group.rows) write_row(row, label_width, failures_width, paint, out);
    out << '\n';
  }
  const bool any_bound = std::any_of(run.records.begin(), run.records.end(), [](const Record& r) {
    return r.kind == RecordKind::accuracy && display_max_ulp(r, at_least).starts_with(at_least);
  });
  if (any_bound) out << at_least << " a lower bound: not every input was tried\n\n";
  write_properties(run, std::max<std::size_t>(options.width, 80), paint, out);
  write_sayings(run, options.width, options.color, out);
  for (const Record* r : view.not_run)
    out << paint("31", r->text("status")) << fmt::format(" {}: {}\n", r->id(), r->text("reason"));
  for (const Omission& o : run.omissions) out << fmt::format("skipped {}: {}\n", o.id, o.reason);
  if (!run.complete) out << paint("31", "interrupted: this run is not complete") << '\n';
}

}  // namespace softplus_bench
