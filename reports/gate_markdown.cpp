#include "reports/gate_markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/display.hpp"
#include "reports/gate_rows.hpp"
#include "reports/markdown_text.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t every_row = static_cast<std::size_t>(-1);
constexpr std::size_t longest_finding = 160;

std::string headline(int code) {
  switch (code) {
    case 0: return "✓ Passed.";
    case 3: return "✗ Slower than before.";
    case 4: return "✗ Less accurate than before, or than was claimed.";
    case 5: return "? Undecided, which fails here.";
    case 6: return "? Not everything was compared.";
    case 130: return "? Interrupted: what was left is not compared.";
    default: return fmt::format("✗ Exit code {}.", code);
  }
}

std::string conditions_of(const GateCheck& check) { return markdown_code(check.conditions, 60); }

// A line for each row in which something failed: what became of its accuracy and its speed, and the worst check's
// witness.
MarkdownTable failures(const GateReport& report) {
  std::map<std::string, std::string> words;
  for (const GateRow& row : rows_of(report)) words[row.id] = row.words;
  MarkdownTable table;
  table.heading = "### Failed";
  table.header =
      "| row | accuracy and speed | what failed | conditions | input | got | want | before |\n"
      "|---|---|---|---|---|---|---|---|\n";
  table.most = every_row;
  for (const GateCheck* check : worst_first(report)) {
    if (check->verdict != CheckVerdict::failed || check->advisory) continue;
    table.rows.push_back(fmt::format(
        "| {} | {} | {}: {} | {} | {} | {} | {} | {} |\n", markdown_code(check->id), markdown_code(words[check->id]),
        name_of(check->lane), markdown_code(check->finding, longest_finding), conditions_of(*check),
        markdown_bits(check->format, check->input_bits), markdown_bits(check->format, check->got_bits),
        markdown_bits(check->format, check->want_bits), markdown_bits(check->format, check->old_bits)));
  }
  return table;
}

// What the first failure's author types.
MarkdownTable commands(const GateReport& report) {
  MarkdownTable list;
  list.heading = "### Reproduce";
  list.most = 3;
  for (const GateCheck* check : worst_first(report))
    if (check->verdict == CheckVerdict::failed && !check->advisory && !check->reproduce.empty() &&
        list.rows.size() < list.most)
      list.rows.push_back(fmt::format("- {}\n", markdown_code(check->reproduce, 400)));
  return list;
}

template <class Choose>
MarkdownTable told(const GateReport& report, std::string heading, Choose choose) {
  MarkdownTable table;
  table.heading = std::move(heading);
  table.header = "| row | | conditions | why |\n|---|---|---|---|\n";
  for (const GateCheck* check : worst_first(report))
    if (choose(*check))
      table.rows.push_back(fmt::format("| {} | {} | {} | {} |\n", markdown_code(check->id), name_of(check->verdict),
                                       conditions_of(*check), markdown_code(check->finding, longest_finding)));
  return table;
}

MarkdownTable skipped(const GateReport& report) {
  std::map<std::string_view, std::pair<int, std::string_view>> reasons;  // how many, and the first of them
  for (const GateCheck& check : report.checks)
    if (check.verdict == CheckVerdict::skipped) {
      auto& [n, first] = reasons[check.finding];
      if (n++ == 0) first = check.id;
    }
  std::vector<std::pair<int, std::string>> rows;
  for (const auto& [reason, place] : reasons)
    rows.emplace_back(-place.first, fmt::format("| {} | {} | {} |\n", place.first,
                                                markdown_code(reason, longest_finding), markdown_code(place.second)));
  std::sort(rows.begin(), rows.end());
  MarkdownTable table;
  table.heading = "### Skipped";
  table.header = "| rows | why | the first of them |\n|--:|---|---|\n";
  for (auto& [n, row] : rows) table.rows.push_back(std::move(row));
  return table;
}

MarkdownTable list(std::string heading, const std::vector<std::string>& lines) {
  MarkdownTable table;
  table.heading = std::move(heading);
  for (const std::string& line : lines) table.rows.push_back(fmt::format("- {}\n", markdown_sentence(line)));
  return table;
}

MarkdownTable facts(const GateReport& report) {
  MarkdownTable table;
  table.heading = "### Measured on";
  table.header = "| | |\n|---|---|\n";
  for (const auto& [name, value] : report.facts)
    table.rows.push_back(fmt::format("| {} | {} |\n", markdown_sentence(name, 60), markdown_code(value, 120)));
  return table;
}

}  // namespace

std::string gate_markdown(const GateReport& report, const GateEnding& ending, std::size_t most_bytes) {
  const GateCounts counts = count(report.checks);
  std::string text =
      fmt::format("## softplus-bench gate\n\n**{}** {} passed, {} failed, {} not compared, {} undecided, ",
                  headline(ending.code), display_count(counts.passed), display_count(counts.failed),
                  display_count(counts.missing), display_count(counts.undecided));
  text += fmt::format("{} skipped. Exit code {}.\n\n", display_count(counts.skipped), ending.code);
  const auto undecided = [](const GateCheck& check) {
    return !check.advisory && check.verdict != CheckVerdict::passed && check.verdict != CheckVerdict::failed &&
           check.verdict != CheckVerdict::skipped && check.verdict != CheckVerdict::missing;
  };
  const auto missing = [](const GateCheck& check) { return !check.advisory && check.verdict == CheckVerdict::missing; };
  const auto advisory = [](const GateCheck& check) {
    return check.advisory && check.verdict != CheckVerdict::passed && check.verdict != CheckVerdict::skipped;
  };
  const MarkdownTable tables[] = {list("", report.notes),
                                  failures(report),
                                  commands(report),
                                  told(report, "### Not compared", missing),
                                  told(report, "### Undecided", undecided),
                                  told(report, "### Told, but not counted", advisory),
                                  list("### Better: accept it with `softplus-bench baseline accept`", report.proposals),
                                  skipped(report),
                                  facts(report)};
  const std::size_t left_out = add_tables(text, tables, most_bytes, 80);
  if (left_out > 0)
    text += fmt::format("and {} more lines: see the log\n", display_count(static_cast<std::int64_t>(left_out)));
  return text;
}

}  // namespace softplus_bench
