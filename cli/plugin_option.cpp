#include "cli/plugin_option.hpp"

#include <CLI/CLI.hpp>

namespace softplus_bench::cli {

void declare_plugins(CLI::App& verb, std::vector<std::string>& files) {
  verb.add_option("--plugin", files,
                  "a shared object with implementations of your own (docs/plugins.md), loaded into this process: its "
                  "rows have the target plugin; repeatable")
      ->type_name("FILE.so")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
}

}  // namespace softplus_bench::cli
