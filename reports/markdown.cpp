#include "reports/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "reports/comparison.hpp"
#include "reports/display.hpp"
#include "reports/gate.hpp"
#include "reports/markdown_text.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t longest_note = 160;

std::string max_error(const Record& r) { return display_max_ulp(r, "≥ "); }

MarkdownTable changes_table(const Comparison& comparison) {
  MarkdownTable table;
  table.heading = fmt::format("### Changes since {}", markdown_code(comparison.before_id));
  table.header = "| | what changed | row | inputs | before | now | at x | |\n|---|---|---|---|---|---|---|---|\n";
  for (const Change& c : comparison.changes) {
    if (c.standing == Standing::information) continue;  // times are in the page
    table.rows.push_back(fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", name_of(c.standing),
                                     words_of(c.kind), markdown_code(c.region.empty() ? c.id : c.id + "@" + c.region),
                                     markdown_code(c.what, 40), markdown_code(c.before, 40), markdown_code(c.now, 40),
                                     markdown_bits(c.format, c.input_bits), markdown_code(c.note, longest_note)));
  }
  return table;
}

// A list, not a table.
MarkdownTable notes_of(const Comparison& comparison) {
  MarkdownTable list;
  list.most = 6;
  for (const std::string& note : comparison.notes) list.rows.push_back(fmt::format("- {}\n", markdown_sentence(note)));
  return list;
}

MarkdownTable identity_table(const Comparison& comparison) {
  MarkdownTable table;
  table.heading = "### The runs differ in";
  table.header = "| | before | now |\n|---|---|---|\n";
  for (const FactChange& f : comparison.identity)
    table.rows.push_back(
        fmt::format("| {} | {} | {} |\n", markdown_code(f.name), markdown_code(f.before), markdown_code(f.now)));
  return table;
}

// The share of inputs decides, as in the page.
MarkdownTable broken_claims(const View& view) {
  MarkdownTable table;
  table.heading = "### Broken claims";
  table.header =
      "| row | claim (ULP) | max error (ULP) | what broke | on inputs | of | first at x |\n"
      "|---|--:|--:|---|--:|--:|---|\n";
  std::vector<const ClaimVerdict*> broken;
  for (const ClaimVerdict& v : view.claims)
    if (v.verdict == Verdict::failed) broken.push_back(&v);
  const auto share = [](const ClaimVerdict* v) {
    return static_cast<double>(v->n_violations) / static_cast<double>(std::max<std::int64_t>(v->n, 1));
  };
  std::stable_sort(broken.begin(), broken.end(), [&](auto* a, auto* b) { return share(a) > share(b); });
  for (const ClaimVerdict* v : broken)
    table.rows.push_back(fmt::format("| {} | {} | {}{} | {} | {} | {} | {} |\n", markdown_code(v->id),
                                     shortest(v->claim_ulp), is_lower_bound(v->inputs) ? "≥ " : "",
                                     markdown_code(display_ulp(v->max_ulp), 40), markdown_code(v->reason, longest_note),
                                     display_count(v->n_violations), display_count(v->n),
                                     markdown_bits(v->format, v->witness_bits)));
  return table;
}

MarkdownTable failed_rows(const View& view) {
  MarkdownTable table;
  table.heading = "### Not measured";
  table.header = "| row | | reason |\n|---|---|---|\n";
  for (const std::string status : {"failed", "skipped"})
    for (const Record* r : view.not_run)
      if (r->text("status") == status)
        table.rows.push_back(fmt::format("| {} | {} | {} |\n", markdown_code(r->id()), status,
                                         markdown_code(r->text("reason"), longest_note)));
  for (const Omission& o : view.run->omissions)
    table.rows.push_back(
        fmt::format("| {} | skipped | {} |\n", markdown_code(o.id), markdown_code(o.reason, longest_note)));
  return table;
}

std::string failures_in_words(const Record& r) {
  const Failures f = failures_of(r);
  std::string words;
  const auto say = [&](std::int64_t n, std::string_view name) {
    if (n > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", display_count(n), name);
  };
  say(f.nan, "NaN");
  say(f.infinity, "infinite");
  say(f.sign, "of wrong sign");
  return words;
}

// Wrong outputs first, then by the largest error.
MarkdownTable worst_rows(const View& view) {
  MarkdownTable table;
  table.heading = "### Worst rows";
  table.header = "| row | max error (ULP) | at x | wrong outputs | correctly rounded (%) |\n|---|--:|---|---|--:|\n";
  table.most = 20;
  std::vector<std::pair<const Row*, const Group*>> rows;
  for (const Group& group : view.groups)
    for (const Row& row : group.rows)
      if (row.accuracy != nullptr && (row.wrong() || row.max_ulp() > 1)) rows.emplace_back(&row, &group);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first->wrong(), a.first->max_ulp()) > std::pair(b.first->wrong(), b.first->max_ulp());
  });
  for (const auto& [row, group] : rows)
    table.rows.push_back(fmt::format("| {} | {} | {} | {} | {} |\n", markdown_code(row->id), max_error(*row->accuracy),
                                     markdown_bits(group->format, row->accuracy->text("max_ulp_input_bits")),
                                     failures_in_words(*row->counted()),
                                     display_percent(row->counted()->number("share_correctly_rounded"))));
  return table;
}

std::string choice(const Group& group, double bound) {
  const Row* row = fastest_within(group, bound);
  if (row == nullptr) return "–";
  return fmt::format("{} {} ({})", markdown_code(row->label, 40), display_3(row->ns()), max_error(*row->accuracy));
}

MarkdownTable choices(const View& view) {
  MarkdownTable table;
  table.heading = "### Fastest within a bound: ns/element (max error in ULP)";
  table.header =
      "| function, format | rows | at most 4 ULP | at most 1 ULP | at most 0.5 ULP |\n|---|--:|---|---|---|\n";
  table.most = static_cast<std::size_t>(-1);
  for (const Group& group : view.groups) {
    if (!group.has_accuracy() || group.all_conditions.empty()) continue;
    table.rows.push_back(fmt::format("| {} {} | {} | {} | {} | {} |\n", markdown_code(group.function, 40),
                                     markdown_code(group.format, 40), group.rows.size(), choice(group, 4),
                                     choice(group, 1), choice(group, 0.5)));
  }
  return table;
}

std::string verdict_line(const View& view) {
  const GateCounts counts = count(checks_of(view.claims));
  std::string line;
  if (counts.failed > 0)
    line = fmt::format("✗ {} of {} claims are broken.", counts.failed, counts.failed + counts.passed);
  else if (counts.passed == 0) line = "? No claim was compared.";
  else if (counts.missing > 0 || !view.run->complete)
    line = fmt::format("? {} claims are met; not everything was compared.", counts.passed);
  else line = fmt::format("✓ All {} claims are met.", counts.passed);
  return "**" + line + "**\n\n";
}

std::string changes_line(const Comparison& comparison) {
  const Verdict verdict = comparison.verdict();
  const char* sign = verdict == Verdict::failed ? "✗" : verdict == Verdict::passed ? "✓" : "?";
  // The words name the baseline's run_id, which is a text of the run.
  return fmt::format("**{} Since the baseline:** {}\n\n", sign, markdown_sentence(comparison.words()));
}

}  // namespace

std::string markdown(const Run& run, const Run* against, std::size_t most_bytes) {
  const View view = view_of(run);
  std::string text = fmt::format("## softplus-bench {}: run {}\n\n{}", markdown_code(run.suite, 40),
                                 markdown_code(run.run_id, 40), verdict_line(view));
  std::vector<MarkdownTable> tables;
  if (against != nullptr) {
    const Comparison comparison = compare_runs(*against, run);
    text += changes_line(comparison);
    tables.push_back(notes_of(comparison));
    tables.push_back(changes_table(comparison));
    tables.push_back(identity_table(comparison));
  }
  for (auto&& table : {broken_claims(view), failed_rows(view), worst_rows(view), choices(view)})
    tables.push_back(table);
  const std::size_t left_out = add_tables(text, tables, most_bytes, 80);
  if (left_out > 0)
    text += fmt::format("and {} more rows: see report.html\n", display_count(static_cast<std::int64_t>(left_out)));
  return text;
}

}  // namespace softplus_bench
