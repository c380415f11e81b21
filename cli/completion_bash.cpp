#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion.hpp"
#include "cli/session.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view walk = R"bash(
# Ids of rows, from the program that is being called.
_softplus_bench_rows() {
  local id rest
  "${COMP_WORDS[0]/#\~/$HOME}" list implementations 2>/dev/null | while read -r id rest; do
    [[ $id == */* ]] && echo "$id"
  done
}

_softplus_bench() {
  local words=() word joined= path= option= place=0 kind= choices= extension= cur i
  # '=' and ':' end a word in bash: --color=auto comes as three.
  for ((i = 1; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if ((${#words[@]})) && [[ -n $joined || $word == [=:] ]]; then words[${#words[@]}-1]+=$word; else words+=("$word"); fi
    joined=
    [[ $word == [=:] ]] && joined=yes
  done
  cur=${words[${#words[@]}-1]}
  cur=${cur#[\"\']}
  for word in "${words[@]:0:${#words[@]}-1}"; do
    if [[ -n $option ]]; then
      option=
      continue
    fi
    case $word in
      --*=*) ;;
      -?*)
        _softplus_bench_values "$path" "$word"
        [[ -n $kind ]] && option=$word
        ;;
      *)
        _softplus_bench_verbs "$path"
        if [[ " $choices " == *" $word "* ]]; then path=${path:+$path }$word; else ((++place)); fi
        ;;
    esac
  done
  if [[ -z $option && $cur == --*=* ]]; then
    option=${cur%%=*}
    cur=${cur#*=}
  fi
  kind=words
  if [[ -n $option ]]; then
    _softplus_bench_values "$path" "$option"
  elif [[ $cur == -* ]]; then
    _softplus_bench_options "$path"
  else
    _softplus_bench_verbs "$path"
    [[ -n $choices ]] || _softplus_bench_values "$path" "@$((place + 1))"
    [[ -n $kind ]] || _softplus_bench_values "$path" @many
  fi
  COMPREPLY=()
  case $kind in
    words) mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur") ;;
    rows) mapfile -t COMPREPLY < <(compgen -W "$(_softplus_bench_rows)" -- "$cur") ;;
    list)
      word=
      [[ $cur == *,* ]] && word=${cur%,*},
      mapfile -t COMPREPLY < <(compgen -P "$word" -W "$choices" -- "${cur##*,}")
      compopt -o nospace 2>/dev/null
      ;;
    files | folders)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(
        compgen -W "$choices" -- "$cur"
        compgen -d -- "$cur"
        [[ $kind == files ]] && compgen -f -X "!*$extension" -- "$cur" | while read -r word; do
          [[ -d $word ]] || printf '%s\n' "$word"
        done
      )
      ;;
  esac
}

complete -F _softplus_bench softplus-bench
)bash";

std::string_view name_of(Values values) {
  switch (values) {
    case Values::words: return "words";
    case Values::list: return "list";
    case Values::files: return "files";
    case Values::folders: return "folders";
    case Values::rows: return "rows";
    default: return "text";
  }
}

std::string values_of(const Argument& argument) {
  std::string text = fmt::format("kind={}", name_of(argument.values));
  if (!argument.words.empty()) text += fmt::format(" choices='{}'", fmt::join(argument.words, " "));
  if (!argument.extension.empty()) text += " extension=" + argument.extension;
  return text;
}

std::string values_table(const Command& command) {
  std::string table;
  const auto add = [&](const std::vector<std::string>& keys, const Argument& argument) {
    std::vector<std::string> patterns;
    for (const std::string& key : keys) patterns.push_back(shell_quoted(command.path + " " + key));
    table += fmt::format("    {}) {} ;;\n", fmt::join(patterns, " | "), values_of(argument));
  };
  for (const Argument& option : command.options)
    if (!option.is_flag()) add(option.names, option);
  for (std::size_t i = 0; i < command.arguments.size(); ++i) {
    const Argument& argument = command.arguments[i];
    add({argument.many ? "@many" : fmt::format("@{}", i + 1)}, argument);
  }
  return table;
}

std::vector<std::string> verbs_of(const Command& command) {
  std::vector<std::string> names;
  for (const Command& verb : command.verbs) names.emplace_back(verb.name());
  return names;
}

std::vector<std::string> options_of(const Command& command) {
  std::vector<std::string> names;
  for (const Argument& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

template <class Of>
std::string choices_table(const Command& program, std::string_view function, Of of) {
  std::string text = fmt::format("_softplus_bench_{}() {{\n  case $1 in\n", function);
  for (const Command* command : all_commands(program))
    if (const std::vector<std::string> names = of(*command); !names.empty())
      text += fmt::format("    '{}') choices='{}' ;;\n", command->path, fmt::join(names, " "));
  return text + "    *) choices= ;;\n  esac\n}\n";
}

}  // namespace

std::string bash_completion(const Command& program) {
  std::string script = "# Completes softplus-bench in bash; made by 'softplus-bench completion bash'.\n\n";
  script += "# The verbs below a verb, and its options.\n";
  script += choices_table(program, "verbs", verbs_of) + choices_table(program, "options", options_of);
  script +=
      "\n# What follows an option of a verb, or is its argument (@1, @2, @many); nothing follows a flag.\n"
      "_softplus_bench_values() {\n  kind= choices= extension=\n  case \"$1 $2\" in\n";
  for (const Command* command : all_commands(program)) script += values_table(*command);
  script += "    *) ;;\n  esac\n}\n";
  return script.append(walk);
}

}  // namespace softplus_bench::cli
