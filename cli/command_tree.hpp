// The verbs of the program with their options, as plain values: walked once, for the manual page and for the
// completions of the shells, so that neither can say anything else than --help.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace softplus_bench::cli {

// What may stand in the place of a value. `words` come on top of files, for a name that is built in or a path.
enum class Values { none, text, words, list, files, folders, rows };

struct Argument {
  std::vector<std::string> names;  // "-f", "--filter"; an argument without a dash has its one name: "what"
  std::string placeholder;         // "FILTER"; empty for a flag
  std::string help;
  std::string initial;  // the value that is taken when none is given; may be empty
  std::string range;    // "1 - 4096"; may be empty
  Values values = Values::none;
  std::vector<std::string> words;  // the values that are allowed, where they are known; of a list several, with commas
  std::string extension;           // of files: ".so"; empty: any
  std::vector<std::string> excludes;  // options that it cannot stand beside
  std::vector<std::string> needs;
  bool required = false;
  bool many = false;  // may be given again

  bool is_flag() const { return values == Values::none; }
};

struct Command {
  std::string path;  // "baseline accept"; empty: the program itself
  std::string help;
  std::vector<Argument> arguments;  // those without a dash, in their order
  std::vector<Argument> options;
  std::string notes;  // what --help says after the options
  std::string examples;
  std::vector<Command> verbs;  // without the hidden ones

  std::string_view name() const { return std::string_view(path).substr(path.rfind(' ') + 1); }
};

Command command_tree(const CLI::App& app);

// The command and those below it, each before its own.
std::vector<const Command*> all_commands(const Command& command);

}  // namespace softplus_bench::cli
