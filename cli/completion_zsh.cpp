#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>

#include "cli/completion.hpp"
#include "cli/session.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view zsh_helpers = R"zsh(
# Ids of rows, from the program that is being called.
_softplus-bench--rows() {
  local -a rows
  rows=(${${(f)"$(${~program} list implementations 2>/dev/null)"}%% *})
  compadd "$@" -- ${(M)rows:#*/*}
}

# Names that are built in, or files.
_softplus-bench--files() {
  local glob=$1
  shift
  (( $# )) && compadd -X name -- "$@"
  _files -g "$glob"
}
)zsh";

// `special` behind backslashes: what a spec of _arguments would read as its own.
std::string guarded(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string action_of(const Argument& argument) {
  const std::string words = fmt::format("{}", fmt::join(argument.words, " "));
  switch (argument.values) {
    case Values::words: return "(" + words + ")";
    case Values::list: return "_sequence compadd - " + words;
    case Values::files:
      return fmt::format(" _softplus-bench--files \"*{}\"{}{}", argument.extension, words.empty() ? "" : " ", words);
    case Values::folders: return "_files -/";
    case Values::rows: return "_softplus-bench--rows";
    default: return " ";
  }
}

std::string value_of(const Argument& argument) {
  return fmt::format(":{}:{}", guarded(argument.placeholder, ":\\"), action_of(argument));
}

std::string option_spec(const Argument& option) {
  const std::string description =
      shell_quoted("[" + guarded(option.help, "[]:\\") + "]" + (option.is_flag() ? "" : value_of(option)));
  std::string spec;
  for (const std::string& name : option.names) {
    // What may stand beside itself says so with '*'; else the other name is excluded as well.
    const std::string prefix = option.many               ? "*"
                               : option.names.size() > 1 ? fmt::format("({})", fmt::join(option.names, " "))
                                                         : "";
    const std::string_view value = option.is_flag() ? "" : name.starts_with("--") ? "=" : "+";
    spec += fmt::format("    {}{} \\\n", shell_quoted(prefix + name + std::string(value)), description);
  }
  return spec;
}

std::string argument_spec(const Argument& argument, std::size_t place) {
  const std::string number = argument.many ? "*" : fmt::format("{}{}", place, argument.required ? "" : ":");
  return "    " + shell_quoted(number + value_of(argument)) + " \\\n";
}

std::string function_name(const Command& command) {
  std::string name = command.path.empty() ? "_softplus-bench" : "_softplus-bench-" + command.path;
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string dispatch(const Command& command) {
  std::string text = "  case $state in\n    verb)\n      local -a verbs=(\n";
  for (const Command& verb : command.verbs)
    text += "        " + shell_quoted(std::string(verb.name()) + ":" + guarded(verb.help, ":\\")) + "\n";
  text += "      )\n      _describe verb verbs\n      ;;\n    rest)\n      case $words[1] in\n";
  for (const Command& verb : command.verbs)
    text += fmt::format("        {}) {} ;;\n", verb.name(), function_name(verb));
  return text + "      esac\n      ;;\n  esac\n";
}

std::string function_of(const Command& command) {
  const bool parent = !command.verbs.empty();
  std::string text = function_name(command) + "() {\n";
  if (command.path.empty()) text += "  local program=$words[1]\n";
  text += "  local context state state_descr line\n  typeset -A opt_args\n";
  text += fmt::format("  _arguments -s {}: \\\n", parent ? "-C " : "");
  for (const Argument& option : command.options) text += option_spec(option);
  for (std::size_t i = 0; i < command.arguments.size(); ++i) text += argument_spec(command.arguments[i], i + 1);
  if (parent) text += "    '1:verb:->verb' '*::argument:->rest' \\\n";
  text += "    && return\n";
  return text + (parent ? dispatch(command) : "") + "}\n";
}

}  // namespace

std::string zsh_completion(const Command& program) {
  std::string script = "#compdef softplus-bench\n# Made by 'softplus-bench completion zsh'.\n";
  script += zsh_helpers;
  for (const Command* command : all_commands(program)) script += "\n" + function_of(*command);
  // A file of $fpath is the body of the function when it is first called; sourced, it only says whose it is.
  return script +
         "\nif [[ $funcstack[1] == _softplus-bench ]]; then\n  _softplus-bench \"$@\"\nelse\n  compdef _softplus-bench "
         "softplus-bench\nfi\n";
}

}  // namespace softplus_bench::cli
