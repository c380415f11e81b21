// Words on the command line that are none of those known: errors that name the nearest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace softplus_bench::cli {

// Accepts these words only. --help lists them.
CLI::Validator one_of(std::vector<std::string> words);

// What to say of an argument that the verb (or the program, before any verb) does not take: an option that
// does not exist, a verb that does not exist, or one argument too many.
std::string unknown_argument(const CLI::App& verb, std::string_view argument);

}  // namespace softplus_bench::cli
