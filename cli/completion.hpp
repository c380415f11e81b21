// Completions for three shells, each a script that the shell loads. All come from one walk of the command line
// (cli/command_tree.hpp); ids of rows are asked of the program itself when the user presses the key.
#pragma once

#include <string>

#include "cli/command_tree.hpp"

namespace softplus_bench::cli {

std::string bash_completion(const Command& program);
std::string zsh_completion(const Command& program);
std::string fish_completion(const Command& program);

}  // namespace softplus_bench::cli
