// --plugin and --time-out, of every verb that measures or lists.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace softplus_bench::cli {

// The files are loaded by load_plugins (suites/plugins.hpp), before rows are looked up.
void declare_plugins(CLI::App& verb, std::vector<std::string>& files);

// The words that give another launch of this program the same.
std::vector<std::string> plugin_words(const std::vector<std::string>& files);

}  // namespace softplus_bench::cli
