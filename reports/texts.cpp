#include "reports/texts.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <ostream>
#include <string>

namespace softplus_bench {
namespace {

constexpr std::size_t name_width = 19;
constexpr std::size_t verdict_width = 11;

std::string verdict_in_words(const Record& r) {
  if (r.text("status") != "ok") return r.text("status");
  const std::string verdict = r.text("verdict");
  return verdict == "false" ? "FALSE" : verdict == "holds with conditions" ? "conditions" : verdict;
}

const char* color_of(const std::string& verdict) {
  return verdict == "FALSE" || verdict == "failed" ? "1;31"
         : verdict == "holds"                      ? "32"
         : verdict == "skipped"                    ? "2"
                                                   : "33";
}

// The text in lines of at most `width` characters, broken at spaces where there are any.
std::vector<std::string> wrapped(std::string text, std::size_t width) {
  std::vector<std::string> lines;
  while (text.size() > width) {
    const std::size_t space = text.rfind(' ', width);
    const std::size_t end = space == std::string::npos || space == 0 ? width : space;
    lines.push_back(text.substr(0, end));
    text.erase(0, end == space ? end + 1 : end);
  }
  lines.push_back(text);
  return lines;
}

}  // namespace

std::vector<Saying> sayings_of(const Run& run) {
  std::vector<Saying> sayings;
  for (const Record& r : run.records) {
    if (r.kind != RecordKind::claims) continue;
    const bool summary = r.text("implementation") == "all" && r.text("format") == "all";
    if (summary) sayings.push_back({&r, {}});
    else if (!sayings.empty() && sayings.back().summary->text("claim") == r.text("claim"))
      sayings.back().figures.push_back(&r);
  }
  return sayings;
}

void write_sayings(const Run& run, std::size_t width, bool color, std::ostream& out) {
  const std::vector<Saying> sayings = sayings_of(run);
  if (sayings.empty()) return;
  const auto painted = [&](const char* code, const std::string& text) {
    return color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  };
  out << painted("1", "what the texts say") << '\n';
  out << painted("2", fmt::format("{:<{}} {:<{}} figures", "claim", name_width, "verdict", verdict_width)) << '\n';
  const std::size_t indent = name_width + verdict_width + 2;
  for (const Saying& saying : sayings) {
    const Record& r = *saying.summary;
    const std::string verdict = verdict_in_words(r);
    const auto lines = wrapped(r.text("status") == "ok" ? r.text("explanation") : r.text("reason"),
                               std::max<std::size_t>(width, 80) - indent);
    out << fmt::format("{:<{}} ", r.text("claim"), name_width)
        << painted(color_of(verdict), fmt::format("{:<{}}", verdict, verdict_width)) << ' ' << lines.front() << '\n';
    for (std::size_t i = 1; i < lines.size(); ++i) out << std::string(indent, ' ') << lines[i] << '\n';
  }
  out << '\n';
}

}  // namespace softplus_bench
