#include "cli/plugin_option.hpp"

#include <CLI/CLI.hpp>

#include "cli/session.hpp"
#include "core/record.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {

void declare_plugins(CLI::App& verb, std::vector<std::string>& files) {
  heed_stop_in_plugins(interrupt_flag());
  verb.add_option("--plugin", files,
                  "a shared object with implementations of your own (docs/plugins.md), measured in a child "
                  "process: its rows have the target plugin; repeatable")
      ->type_name("FILE.so")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  verb.add_option_function<double>(
          "--time-out", [](double seconds) { set_plugin_time_out(seconds); },
          "how long a plug-in's call of up to 65536 inputs may take, more in proportion, and loading one; 10 by "
          "default")
      ->type_name("SECONDS");
}

std::vector<std::string> plugin_words(const std::vector<std::string>& files) {
  std::vector<std::string> words;
  for (const std::string& file : files) words.insert(words.end(), {"--plugin", file});
  if (!files.empty()) words.insert(words.end(), {"--time-out", shortest(plugin_time_out_seconds())});
  return words;
}

}  // namespace softplus_bench::cli
