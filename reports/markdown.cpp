#include "reports/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <sstream>
#include <vector>

#include "reports/comparison.hpp"
#include "reports/display.hpp"
#include "reports/gate.hpp"
#include "reports/notation.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_note = 160;
constexpr std::size_t longest_sentence = 300;
constexpr std::size_t most_rows = 40;  // of a table, save the last one

// A text of the run as code, which neither links nor mentions anybody. What backquotes cannot hold within a table is
// written with every sign as a character reference, which is never markup.
std::string code(std::string_view text, std::size_t longest = longest_name) {
  if (text.empty()) return "";
  const std::string shown = abbreviated(text, longest, "…");
  const bool plain = shown.find_first_of("`|\\") == std::string::npos && shown.front() != ' ' && shown.back() != ' ';
  if (plain) return '`' + shown + '`';
  std::string result = "<code>";
  for (const char c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (letter || byte >= 0x80) result += c;
    else result += fmt::format("&#{};", byte);
  }
  return result + "</code>";
}

bool is_plain_word(std::string_view word) {
  while (!word.empty() && std::string_view(".,;:)").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  if (word.starts_with('(')) word.remove_prefix(1);
  return std::all_of(word.begin(), word.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  });
}

// A sentence of ours that may hold words of the run: those of more than letters and digits are code.
std::string sentence(std::string_view text) {
  std::istringstream words(abbreviated(text, longest_sentence, "…"));
  std::string result;
  for (std::string word; words >> word;)
    result += (result.empty() ? "" : " ") + (is_plain_word(word) ? word : code(word));
  return result;
}

struct Table {
  std::string heading;
  std::string header;  // with the line of dashes
  std::vector<std::string> rows;
  std::size_t most = most_rows;
};

std::string bits(const std::string& format, const std::string& text) {
  if (text.empty()) return "";
  return fmt::format("{} ({})", code(decimal_of(find_format(format), text), 40), code(text, 40));
}

std::string max_error(const Record& r) { return display_max_ulp(r, "≥ "); }

Table changes_table(const Comparison& comparison) {
  Table table;
  table.heading = fmt::format("### Changes since {}", code(comparison.before_id));
  table.header = "| | what changed | row | inputs | before | now | at x | |\n|---|---|---|---|---|---|---|---|\n";
  for (const Change& c : comparison.changes) {
    if (c.standing == Standing::information) continue;  // times are in the page
    table.rows.push_back(fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", name_of(c.standing),
                                     words_of(c.kind), code(c.region.empty() ? c.id : c.id + "@" + c.region),
                                     code(c.what, 40), code(c.before, 40), code(c.now, 40),
                                     bits(c.format, c.input_bits), code(c.note, longest_note)));
  }
  return table;
}

// A list, not a table.
Table notes_of(const Comparison& comparison) {
  Table list;
  list.most = 6;
  for (const std::string& note : comparison.notes) list.rows.push_back(fmt::format("- {}\n", sentence(note)));
  return list;
}

Table identity_table(const Comparison& comparison) {
  Table table;
  table.heading = "### The runs differ in";
  table.header = "| | before | now |\n|---|---|---|\n";
  for (const FactChange& f : comparison.identity)
    table.rows.push_back(fmt::format("| {} | {} | {} |\n", code(f.name), code(f.before), code(f.now)));
  return table;
}

// The share of inputs decides, as in the page.
Table broken_claims(const View& view) {
  Table table;
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
    table.rows.push_back(fmt::format("| {} | {} | {}{} | {} | {} | {} | {} |\n", code(v->id), shortest(v->claim_ulp),
                                     is_lower_bound(v->inputs) ? "≥ " : "", code(display_ulp(v->max_ulp), 40),
                                     code(v->reason, longest_note), display_count(v->n_violations), display_count(v->n),
                                     bits(v->format, v->witness_bits)));
  return table;
}

Table failed_rows(const View& view) {
  Table table;
  table.heading = "### Not measured";
  table.header = "| row | | reason |\n|---|---|---|\n";
  for (const std::string status : {"failed", "skipped"})
    for (const Record* r : view.not_run)
      if (r->text("status") == status)
        table.rows.push_back(
            fmt::format("| {} | {} | {} |\n", code(r->id()), status, code(r->text("reason"), longest_note)));
  for (const Omission& o : view.run->omissions)
    table.rows.push_back(fmt::format("| {} | skipped | {} |\n", code(o.id), code(o.reason, longest_note)));
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
Table worst_rows(const View& view) {
  Table table;
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
    table.rows.push_back(fmt::format("| {} | {} | {} | {} | {} |\n", code(row->id), max_error(*row->accuracy),
                                     bits(group->format, row->accuracy->text("max_ulp_input_bits")),
                                     failures_in_words(*row->counted()),
                                     display_percent(row->counted()->number("share_correctly_rounded"))));
  return table;
}

std::string choice(const Group& group, double bound) {
  const Row* row = fastest_within(group, bound);
  if (row == nullptr) return "–";
  return fmt::format("{} {} ({})", code(row->label, 40), display_3(row->ns()), max_error(*row->accuracy));
}

Table choices(const View& view) {
  Table table;
  table.heading = "### Fastest within a bound: ns/element (max error in ULP)";
  table.header =
      "| function, format | rows | at most 4 ULP | at most 1 ULP | at most 0.5 ULP |\n|---|--:|---|---|---|\n";
  table.most = static_cast<std::size_t>(-1);
  for (const Group& group : view.groups) {
    if (!group.has_accuracy() || group.all_conditions.empty()) continue;
    table.rows.push_back(fmt::format("| {} {} | {} | {} | {} | {} |\n", code(group.function, 40),
                                     code(group.format, 40), group.rows.size(), choice(group, 4), choice(group, 1),
                                     choice(group, 0.5)));
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
  return fmt::format("**{} Since the baseline:** {}\n\n", sign, sentence(comparison.words()));
}

}  // namespace

std::string markdown(const Run& run, const Run* against, std::size_t most_bytes) {
  const View view = view_of(run);
  std::string text =
      fmt::format("## softplus-bench {}: run {}\n\n{}", code(run.suite, 40), code(run.run_id, 40), verdict_line(view));
  std::vector<Table> tables;
  if (against != nullptr) {
    const Comparison comparison = compare_runs(*against, run);
    text += changes_line(comparison);
    tables.push_back(notes_of(comparison));
    tables.push_back(changes_table(comparison));
    tables.push_back(identity_table(comparison));
  }
  for (auto&& table : {broken_claims(view), failed_rows(view), worst_rows(view), choices(view)})
    tables.push_back(table);
  constexpr std::size_t last_line = 80;  // with room to spare
  std::size_t left_out = 0;
  for (const Table& table : tables) {
    std::size_t written = 0;
    for (const std::string& row : table.rows) {
      const bool headed = written == 0 && !table.heading.empty();
      const std::string start = headed ? table.heading + "\n\n" + table.header : "";
      const bool fits = text.size() + start.size() + row.size() + last_line <= most_bytes;
      if (!fits || written == table.most) break;
      text += start + row;
      ++written;
    }
    left_out += table.rows.size() - written;
    if (written > 0) text += '\n';
  }
  if (left_out > 0)
    text += fmt::format("and {} more rows: see report.html\n", display_count(static_cast<std::int64_t>(left_out)));
  return text;
}

}  // namespace softplus_bench
