// --help in 80 columns.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace softplus_bench::cli {

// CLI11 breaks no line by itself. Examples stay as they are, so that they can be copied.
class HelpFormat : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* app) const override;
  std::string make_footer(const CLI::App* app) const override;
  std::string make_subcommand(const CLI::App* verb) const override;
  std::string make_option_desc(const CLI::Option* option) const override;
  std::string make_option_opts(const CLI::Option* option) const override;
};

}  // namespace softplus_bench::cli
