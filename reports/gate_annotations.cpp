#include "reports/gate_annotations.hpp"

#include <fmt/format.h>

#include "reports/display.hpp"
#include "reports/gate_rows.hpp"
#include "reports/plain_text.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t longest_title = 160;
constexpr std::size_t longest_message = 1000;

// Of a command's message; a property has ':' and ',' escaped too.
std::string escaped(std::string_view text, std::size_t longest, bool is_property) {
  std::string result;
  for (const char c : abbreviated(plain_text(text), longest, "…")) {
    const bool separates = is_property && (c == ':' || c == ',');
    if (c == '%' || separates) result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else result += c;
  }
  return result;
}

std::string_view command_for(Level level) {
  return level == Level::error ? "error" : level == Level::warning ? "warning" : "notice";
}

std::string annotation(const GateCheck& check, Level level) {
  return fmt::format(
      "::{} file={},line=1,title={}::{}\n", command_for(level), escaped(source_of(check.id), longest_title, true),
      escaped(fmt::format("{} {}: {}", name_of(check.lane), name_of(check.verdict), check.id), longest_title, true),
      escaped(check.id + ": " + check.finding, longest_message, false));
}

}  // namespace

std::string annotations(const GateReport& report, const GateRule& rule) {
  std::vector<std::pair<const GateCheck*, Level>> told;
  for (const GateCheck* check : worst_first(report))
    if (const Level level = level_of(*check, rule); level != Level::none) told.emplace_back(check, level);
  const bool all = told.size() <= most_annotations;
  std::string text;
  for (std::size_t i = 0; i < (all ? told.size() : most_annotations - 1); ++i)
    text += annotation(*told[i].first, told[i].second);
  if (all) return text;
  return text + fmt::format("::{} title=softplus-bench gate::and {} more: see the step summary\n",
                            command_for(told[most_annotations - 1].second), told.size() - (most_annotations - 1));
}

}  // namespace softplus_bench
