// The gate's report for a terminal and for logs.
#include <fmt/format.h>

#include <map>
#include <ostream>

#include "reports/gate_report.hpp"
#include "reports/gate_rows.hpp"
#include "reports/plain_text.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t most_alike = 3;  // skipped rows of one reason that have a line each
constexpr std::size_t most_named = 2;  // of more of them

std::string_view word_for(const GateCheck& check) {
  if (check.advisory && check.verdict != CheckVerdict::passed && check.verdict != CheckVerdict::skipped)
    return "ADVISORY";
  switch (check.verdict) {
    case CheckVerdict::passed: return "";
    case CheckVerdict::failed: return "FAILED";
    case CheckVerdict::skipped: return "SKIPPED";
    case CheckVerdict::missing: return "NOT COMPARED";
    case CheckVerdict::inconclusive: return "INCONCLUSIVE";
    case CheckVerdict::unfit: return "UNFIT";
    case CheckVerdict::suspect_layout: return "SUSPECT LAYOUT";
  }
  return "";
}

std::string_view color_of(std::string_view word) {
  return word == "FAILED" ? "1;31" : word == "SKIPPED" || word == "NOTE" ? "2" : word == "BETTER" ? "32" : "33";
}

class Printer {
 public:
  Printer(std::ostream& out, bool color) : out_(out), color_(color) {}
  void line(std::string_view word, std::string_view text) {
    if (color_) out_ << fmt::format("\x1b[{}m{}\x1b[0m {}\n", color_of(word), word, plain_text(text));
    else out_ << fmt::format("{} {}\n", word, plain_text(text));
  }

 private:
  std::ostream& out_;
  bool color_;
};

// Of several rows for one reason: how many, and the first of them by name.
std::string together(const std::vector<const GateCheck*>& alike) {
  std::string text = fmt::format("{} rows: {} (", alike.size(), alike.front()->finding);
  for (std::size_t i = 0; i < most_named; ++i) text += alike[i]->id + ", ";
  return text + fmt::format("and {} more: -v names them)", alike.size() - most_named);
}

int failed(const GateCheck* check) {
  return check != nullptr && check->verdict == CheckVerdict::failed && !check->advisory ? 1 : 0;
}

// A line each; one for all of a reason where there are more than `most_lines` of them, in the place of the first.
void print_skipped(const std::vector<const GateCheck*>& skipped, std::size_t most_lines, Printer& printer) {
  std::map<std::string_view, std::vector<const GateCheck*>> by_reason;
  for (const GateCheck* check : skipped) by_reason[check->finding].push_back(check);
  for (const GateCheck* check : skipped) {
    const auto& alike = by_reason[check->finding];
    if (alike.size() <= most_lines) printer.line("SKIPPED", check->id + ": " + check->finding);
    else if (check == alike.front()) printer.line("SKIPPED", together(alike));
  }
}

}  // namespace

void print_report(const GateReport& report, std::ostream& out, const GateTextOptions& options) {
  Printer printer(out, options.color);
  for (const std::string& note : report.notes) printer.line("NOTE", note);
  std::vector<const GateCheck*> skipped;
  for (const GateCheck* check : worst_first(report)) {
    if (check->verdict == CheckVerdict::skipped) skipped.push_back(check);
    else if (check->verdict != CheckVerdict::passed) printer.line(word_for(*check), check->id + ": " + check->finding);
  }
  for (const GateRow& row : rows_of(report))
    if (failed(row.accuracy) + failed(row.speed) > 0 && row.accuracy != nullptr && row.speed != nullptr)
      printer.line("TOGETHER", row.id + ": " + row.words);
  print_skipped(skipped, options.verbose ? static_cast<std::size_t>(-1) : most_alike, printer);
  for (const std::string& proposal : report.proposals) printer.line("BETTER", proposal);
  out << summary_line(report) << '\n';
}

}  // namespace softplus_bench
