#include "cli/command_tree.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/format.hpp"
#include "core/implementation.hpp"
#include "reference/table.hpp"
#include "suites/suite.hpp"

namespace softplus_bench::cli {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (true) {
    const auto end = text.find(separator);
    words.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return words;
    text.remove_prefix(end + 1);
  }
}

template <class Range, class Name>
std::vector<std::string> names_of(const Range& range, Name name) {
  std::vector<std::string> names;
  for (const auto& each : range) names.emplace_back(name(each));
  return names;
}

// CLI11 appends to a placeholder what the checks say of themselves: "N:UINT in [1 - 4096]", "WHAT:{accuracy,speed}".
void take_placeholder(Argument& argument, std::string text) {
  if (const auto begin = text.find(":{"); begin != std::string::npos && text.ends_with('}')) {
    argument.words = split(std::string_view(text).substr(begin + 2, text.size() - begin - 3), ',');
    text.resize(begin);
  } else if (const auto in = text.find(" in ["); in != std::string::npos && text.ends_with(']')) {
    argument.range = text.substr(in + 5, text.size() - in - 6);
    text.resize(text.rfind(':', in));
  }
  argument.placeholder = text;
}

// Placeholders are the one place that says what kind of value an option takes.
void take_values(Argument& argument) {
  const std::string& text = argument.placeholder;
  const auto dot = text.rfind('.');
  argument.values = Values::text;
  if (text == "TARGETS") {
    argument.values = Values::list;
    argument.words = names_of(target_names, [](std::string_view each) { return each; });
  } else if (!argument.words.empty()) {
    argument.values = Values::words;
  } else if (text == "FUNCTION") {
    argument.values = Values::words;
    argument.words = names_of(function_table(), [](const Function* each) { return each->name; });
  } else if (text == "FORMAT") {
    argument.values = Values::words;
    argument.words = names_of(all_formats, [](const FormatTraits& each) { return each.name; });
  } else if (text == "NAME|FILE.toml") {
    argument.values = Values::files;
    argument.words = names_of(built_in_suites(), [](const BuiltInSuite& each) { return each.name; });
  } else if (text.find('|') != std::string::npos) {
    argument.values = Values::words;
    argument.words = split(text, '|');
  } else if (text == "FILTER" || text.starts_with("ID_")) {
    argument.values = Values::rows;
  } else if (text == "DIR" || text.starts_with("RUN_")) {
    argument.values = Values::folders;
  } else if (text.starts_with("FILE") || text == "BINARY") {
    argument.values = Values::files;
  }
  if (argument.values == Values::files && dot != std::string::npos) argument.extension = text.substr(dot);
}

std::vector<std::string> sorted_names(const std::set<CLI::Option*>& options) {
  std::vector<std::string> names;  // the set is in the order of addresses
  for (const CLI::Option* option : options) names.push_back(option->get_name());
  std::sort(names.begin(), names.end());
  return names;
}

Argument argument_of(const CLI::Option& option) {
  Argument argument;
  if (option.get_positional()) argument.names = {option.get_name(true)};
  for (const std::string& name : option.get_snames()) argument.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) argument.names.push_back("--" + name);
  argument.help = option.get_description();
  argument.required = option.get_required();
  argument.excludes = sorted_names(option.get_excludes());
  argument.needs = sorted_names(option.get_needs());
  if (option.get_items_expected_max() == 0) return argument;
  argument.initial = option.get_default_str();
  argument.many =
      option.get_items_expected_max() > 1 || option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  take_placeholder(argument, option.get_type_name());
  take_values(argument);
  return argument;
}

// Of what follows the options in --help: the lines after "Example:", without their indent, are examples.
void take_footer(Command& command, std::string_view footer) {
  constexpr std::string_view heading = "Example:\n";
  const auto at = footer.find(heading);
  command.notes = footer.substr(0, at);
  if (at == std::string_view::npos) return;
  for (const std::string& line : split(footer.substr(at + heading.size()), '\n'))
    command.examples += line.substr(std::min(line.size(), line.find_first_not_of(' '))) + "\n";
}

Command command_of(const CLI::App& app, const std::string& path) {
  Command command;
  command.path = path;
  command.help = app.get_description();
  take_footer(command, app.get_footer());
  for (const CLI::Option* option : app.get_options())
    (option->get_positional() ? command.arguments : command.options).push_back(argument_of(*option));
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); }))
    command.verbs.push_back(command_of(*verb, path.empty() ? verb->get_name() : path + " " + verb->get_name()));
  return command;
}

}  // namespace

Command command_tree(const CLI::App& app) { return command_of(app, ""); }

std::vector<const Command*> all_commands(const Command& command) {
  std::vector<const Command*> all{&command};
  for (const Command& verb : command.verbs)
    for (const Command* each : all_commands(verb)) all.push_back(each);
  return all;
}

}  // namespace softplus_bench::cli
