#include "cli/suggestions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/nearest.hpp"

namespace softplus_bench::cli {
namespace {

std::vector<std::string> options_of(const CLI::App& verb) {
  std::vector<std::string> names;
  for (const CLI::Option* option : verb.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(verb->get_name());
  return names;
}

std::string said(std::string_view what, std::string_view word, const std::vector<std::string>& known) {
  std::string text = fmt::format("unknown {} '{}'", what, word);
  if (!known.empty()) text += fmt::format("; did you mean '{}'?", nearest(word, known, 1)[0]);
  return text;
}

}  // namespace

CLI::Validator one_of(std::vector<std::string> words) {
  const std::string description = fmt::format("{{{}}}", fmt::join(words, ","));
  return CLI::Validator(
      [words = std::move(words)](std::string& word) {
        if (std::find(words.begin(), words.end(), word) != words.end()) return std::string();
        return fmt::format("unknown value '{}'; did you mean '{}'? (known: {})", word, nearest(word, words, 1)[0],
                           fmt::join(words, " "));
      },
      description);
}

std::string unknown_argument(const CLI::App& verb, std::string_view argument) {
  const std::string_view word = argument.substr(0, argument.find('='));
  if (word.starts_with('-')) return said("option", word, options_of(verb));
  if (const auto verbs = verbs_of(verb); !verbs.empty()) return said("verb", word, verbs);
  return fmt::format("one argument too many: '{}'", argument);
}

}  // namespace softplus_bench::cli
