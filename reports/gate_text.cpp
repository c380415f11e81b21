// The gate's report for a terminal and for logs.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reports/gate_report.hpp"
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

}  // namespace

void print_report(const GateReport& report, std::ostream& out, const GateTextOptions& options) {
  Printer printer(out, options.color);
  for (const std::string& note : report.notes) printer.line("NOTE", note);
  std::vector<const GateCheck*> skipped;
  for (const GateCheck* check : worst_first(report)) {
    if (check->verdict == CheckVerdict::skipped) skipped.push_back(check);
    else if (check->verdict != CheckVerdict::passed) printer.line(word_for(*check), check->id + ": " + check->finding);
  }
  while (!skipped.empty()) {
    std::vector<const GateCheck*> alike{skipped.front()};
    if (!options.verbose)
      std::copy_if(skipped.begin() + 1, skipped.end(), std::back_inserter(alike),
                   [&](const GateCheck* check) { return check->finding == alike.front()->finding; });
    if (alike.size() > most_alike) {
      printer.line("SKIPPED", together(alike));
      const std::string reason = alike.front()->finding;
      std::erase_if(skipped, [&](const GateCheck* check) { return check->finding == reason; });
    } else {
      printer.line("SKIPPED", skipped.front()->id + ": " + skipped.front()->finding);
      skipped.erase(skipped.begin());
    }
  }
  for (const std::string& proposal : report.proposals) printer.line("BETTER", proposal);
  out << summary_line(report) << '\n';
}

}  // namespace softplus_bench
