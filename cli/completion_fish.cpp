#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view fish_helpers = R"fish(
# Ids of rows, from the program that is being called.
function __softplus_bench_rows
    set -l words (commandline -opc)
    $words[1] list implementations 2>/dev/null | string match -r '^\S+/\S+'
end

# Whether the verb so far is this one.
function __softplus_bench_at
    set -l words (commandline -opc)
    set -l path
    for word in $words[2..-1]
        string match -q -- '-*' $word; and continue
        set -a path $word
        contains -- "$path" $__softplus_bench_parents; or break
    end
    test "$path" = "$argv"
end

complete -c softplus-bench -f
)fish";

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

// The proposals, as fish's -a takes them.
std::string proposals(const Argument& argument) {
  const std::string words = fmt::format("{}", fmt::join(argument.words, " "));
  switch (argument.values) {
    case Values::words: return quoted(words);
    case Values::list: return quoted("(__fish_append , " + words + ")");
    case Values::files: {
      const std::string files =
          argument.extension.empty() ? "(__fish_complete_path)" : "(__fish_complete_suffix " + argument.extension + ")";
      return quoted(words.empty() ? files : words + " " + files);
    }
    case Values::folders: return "'(__fish_complete_directories)'";
    case Values::rows: return "'(__softplus_bench_rows)'";
    default: return "";
  }
}

std::string at(const Command& command) {
  return "complete -c softplus-bench -n " + quoted("__softplus_bench_at " + command.path);
}

std::string option_line(const Command& command, const Argument& option) {
  std::string line = at(command);
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.is_flag()) line += " -x";
  if (!option.extension.empty()) line += " -k";  // the files that end so come first, and stay there
  if (const std::string words = proposals(option); !words.empty()) line += " -a " + words;
  return line + (option.help.empty() ? "" : " -d " + quoted(option.help)) + "\n";
}

std::string lines_of(const Command& command) {
  std::string lines = "\n";
  for (const Command& verb : command.verbs)
    lines += fmt::format("{} -a {} -d {}\n", at(command), verb.name(), quoted(verb.help));
  for (const Argument& argument : command.arguments)
    if (const std::string words = proposals(argument); !words.empty())
      lines += fmt::format("{} -a {} -d {}\n", at(command), words, quoted(argument.placeholder));
  for (const Argument& option : command.options) lines += option_line(command, option);
  return lines;
}

}  // namespace

std::string fish_completion(const Command& program) {
  std::string script = "# Completes softplus-bench in fish; made by 'softplus-bench completion fish'.\n";
  script += "set -g __softplus_bench_parents";
  for (const Command& verb : program.verbs)
    if (!verb.verbs.empty()) script += " " + verb.path;
  script += "\n";
  script += fish_helpers;
  for (const Command* command : all_commands(program)) script += lines_of(*command);
  return script;
}

}  // namespace softplus_bench::cli
