// What the texts say: each saying with its verdict, and the figures behind it.
#include <algorithm>
#include <utility>
#include <vector>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"
#include "reports/texts.hpp"

namespace softplus_bench::html {
namespace {

std::string verdict_cell(const Record& r) {
  const std::string verdict = r.text("verdict");
  if (r.text("status") == "skipped") return cell("– skipped", "dim");
  if (r.text("status") == "failed") return cell("✗ failed", "bad");
  if (verdict == "holds") return cell("✓ holds", "good");
  if (verdict == "false") return cell("✗ false", "bad");
  return verdict.empty() ? "<td>" : cell("◐ " + verdict, "warn");
}

std::string_view sign_of(const Record& r) {
  const std::string verdict = r.text("verdict");
  return verdict == "holds" ? "✓ " : verdict == "false" ? "✗ " : verdict.empty() ? "" : "◐ ";
}

std::string label_of(const Record& r) {
  const std::string target = r.text("target");
  return r.text("implementation") + (target == "scalar" || target == "exact" ? "" : "/" + target);
}

// The figures of one question: a line for each way of computing, a column for each format.
struct Question {
  std::string function;
  std::string parameters;
  std::string measured;
  std::string unit;
  std::vector<std::string> formats;
  std::vector<std::pair<std::string, std::vector<const Record*>>> lines;
};

Question& question_of(std::vector<Question>& questions, const Record& r) {
  for (Question& q : questions)
    if (q.measured == r.text("measured") && q.parameters == r.text("parameters") && q.function == r.text("function"))
      return q;
  return questions.emplace_back(
      Question{r.text("function"), r.text("parameters"), r.text("measured"), r.text("unit"), {}, {}});
}

std::vector<Question> questions_of(const Saying& saying) {
  std::vector<Question> questions;
  for (const Record* r : saying.figures) {
    Question& q = question_of(questions, *r);
    const std::string format = r->text("format");
    if (std::find(q.formats.begin(), q.formats.end(), format) == q.formats.end()) q.formats.push_back(format);
    const std::string label = label_of(*r);
    auto line = std::find_if(q.lines.begin(), q.lines.end(), [&](const auto& each) { return each.first == label; });
    if (line == q.lines.end()) line = q.lines.insert(q.lines.end(), {label, {}});
    line->second.push_back(r);
  }
  return questions;
}

std::string figure_text(const Record& r) {
  if (!r.has("value")) return r.text("status") == "ok" ? "none" : r.text("status");
  const std::string unit = r.text("unit");
  const double value = r.number("value");
  if (unit == "ulp") return display_ulp(value);
  if (unit == "count") return display_count(static_cast<std::int64_t>(value));
  const bool interval = unit == "ratio" && r.has("value_low");
  return fmt::format("{:.6g}", value) +
         (interval ? fmt::format(" [{:.3g}, {:.3g}]", r.number("value_low"), r.number("value_high")) : "");
}

std::string title_of(const Record& r) {
  if (r.text("status") != "ok") return r.text("reason");
  std::string title;
  if (r.has("witness_bits"))
    title = "x = " + r.text("witness_input") + ", got " + r.text("witness_got_bits") +
            (r.has("witness_want") ? ", want " + r.text("witness_want") : "");
  return title;
}

void show(const Question& q, std::string& page) {
  const std::string caption = q.measured + (q.unit.empty() || q.unit == "1" ? "" : " (" + q.unit + ")") +
                              (q.parameters.empty() ? "" : " · " + q.parameters);
  std::vector<Column> columns;
  for (const std::string& format : q.formats) columns.push_back({format});
  page += table_start(q.function + ": " + caption, "", q.function + ": " + caption, "way of computing", columns);
  for (const auto& [label, records] : q.lines) {
    page += "<tr><th>" + words(label);
    for (const std::string& format : q.formats) {
      const auto place =
          std::find_if(records.begin(), records.end(), [&](const Record* r) { return r->text("format") == format; });
      page += place == records.end()
                  ? "<td>"
                  : cell(std::string(sign_of(**place)) + figure_text(**place), "", title_of(**place));
    }
    page += '\n';
  }
  page += table_end;
}

}  // namespace

void texts_section(const View& view, std::string& page) {
  const std::vector<Saying> sayings = sayings_of(*view.run);
  if (sayings.empty()) return;
  section_start("texts", "What the texts say", page);
  page +=
      "<p>Sayings about softplus from tutorials and documentation, each asked of every format and way of computing it "
      "that was measured. ✓ holds, ◐ holds with conditions, ✗ false. The verdict follows from the figures; a single "
      "counterexample makes a saying about all numbers false. Witnesses and intervals are in "
      "<code>claims.csv</code>.</p>"
      "\n";
  page += table_start("Sayings and their verdicts", "", "Sayings and their verdicts", "claim",
                      std::vector<Column>{{"verdict", Align::text}, {"says", Align::text}, {"figures", Align::text}});
  for (const Saying& saying : sayings) {
    const Record& r = *saying.summary;
    add(page, "<tr><th>{}{}<td class=wrap>{}<td class=wrap>{}{}\n", words(r.text("claim")), verdict_cell(r),
        words(r.text("statement"), prose),
        words(r.text("status") == "ok" ? r.text("explanation") : r.text("reason"), prose),
        r.has("witness_bits") ? " <span class=dim>First: " + words(title_of(r), prose) + "</span>" : "");
  }
  page += table_end;
  for (const Saying& saying : sayings) {
    if (saying.figures.empty()) continue;
    add(page, "<details><summary>{}: {} figures</summary>\n", words(saying.summary->text("claim")),
        saying.figures.size());
    for (const Question& q : questions_of(saying)) show(q, page);
    page += "</details>\n";
  }
  page += "</section>\n";
}

}  // namespace softplus_bench::html
