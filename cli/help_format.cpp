#include "cli/help_format.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace softplus_bench::cli {
namespace {

constexpr std::size_t help_width = 80;

// Each line of the text in lines of at most `width` characters, broken at blanks; those that are indented stay.
std::string help_lines(const std::string& text, std::size_t width) {
  std::string lines = text;
  for (std::size_t start = 0; lines.size() - start > width;) {
    const std::size_t end = lines.find('\n', start);
    const std::size_t blank = lines.rfind(' ', start + width);
    const bool is_long = end == std::string::npos || end - start > width;
    if (is_long && lines[start] != ' ' && blank != std::string::npos && blank > start) {
      lines[blank] = '\n';
      start = blank + 1;
    } else if (end != std::string::npos) {
      start = end + 1;
    } else {
      break;
    }
  }
  return lines;
}

// By name: CLI11 has them in the order of their addresses.
std::string related(std::string_view how, const std::set<CLI::Option*>& options) {
  std::set<std::string> names;
  for (const CLI::Option* option : options) names.insert(option->get_name());
  return names.empty() ? "" : fmt::format("; {} {}", how, fmt::join(names, ", "));
}

}  // namespace

std::string HelpFormat::make_description(const CLI::App* app) const {
  return help_lines(CLI::Formatter::make_description(app), help_width);
}

std::string HelpFormat::make_footer(const CLI::App* app) const {
  return help_lines(CLI::Formatter::make_footer(app), help_width);
}

std::string HelpFormat::make_option_desc(const CLI::Option* option) const {
  const std::string text = CLI::Formatter::make_option_desc(option) + related("only with", option->get_needs()) +
                           related("not with", option->get_excludes());
  return help_lines(text, help_width - get_column_width());
}

// CLI11 has what it cannot stand beside here, left of the description.
std::string HelpFormat::make_option_opts(const CLI::Option* option) const {
  const std::string text = CLI::Formatter::make_option_opts(option);
  return text.substr(0, std::min(text.find(" Needs:"), text.find(" Excludes:")));
}

std::string HelpFormat::make_subcommand(const CLI::App* verb) const {
  std::ostringstream line;
  const std::string text = help_lines(verb->get_description(), help_width - get_column_width());
  CLI::detail::format_help(line, verb->get_display_name(true), text, get_column_width());
  return line.str();
}

}  // namespace softplus_bench::cli
