// softplus-bench: the command line. Data on stdout, everything else on stderr.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <cstdio>

#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "suites/facts.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view examples =
    R"(softplus-bench: which way of computing softplus is right, how wrong the others are, what each costs.

  softplus-bench run                                            measure everything quickly, leave a report
  softplus-bench eval softplus 20.000001 --format binary64      one input: the exact value and everybody's answer
  softplus-bench list implementations -f 'softplus/*/binary32/*'
  softplus-bench ab softplus/symmetric/binary32/scalar softplus/thresholded_20/binary32/scalar
  softplus-bench gate -f 'softplus/*'                           hold every author to their claim; exit 4 when one is broken

'softplus-bench VERB --help' says more.
)";

// CLI11 takes "-inf" for options: a blank in front keeps it an argument, and number parsing skips it.
// Only the words that follow `eval` are touched, and only those that read as numbers.
std::vector<std::string> protect_numbers(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto is_number = [](const std::string& word) {
    if (word.size() < 2 || word[0] != '-') return false;
    const std::string rest = word.substr(1);
    return rest.starts_with("inf") || rest.starts_with("nan") || (rest[0] >= '0' && rest[0] <= '9') || rest[0] == '.';
  };
  if (arguments.empty() || arguments[0] != "eval") return arguments;
  for (std::size_t i = 1; i < arguments.size(); ++i)
    if (is_number(arguments[i])) arguments[i].insert(0, " ");
  return arguments;
}

int dispatch(int argc, char** argv) {
  CLI::App app("Which way of computing softplus is right, how wrong the others are, and what each costs.");
  app.name("softplus-bench");
  app.set_version_flag("--version", "softplus-bench " + program_version());
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return fmt::format("softplus-bench: {} (see 'softplus-bench --help')\n", error.what());
  });
  int code = exit_ok;
  add_list(app, code);
  add_run(app, code);
  add_eval(app, code);
  add_report(app, code);
  add_gate(app, code);
  add_ab(app, code);
  add_doctor(app, code);

  if (argc <= 1) {
    print(examples);
    return exit_ok;
  }
  auto arguments = protect_numbers(argc, argv);
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    app.exit(error);
    return exit_usage;
  }
  return code;
}

}  // namespace
}  // namespace softplus_bench::cli

int main(int argc, char** argv) {
  using namespace softplus_bench;
  try {
    cli::catch_interrupts();
    cli::remember_command_line(argc, argv);
    return cli::dispatch(argc, argv);
  } catch (const UsageError& error) {
    fmt::print(stderr, "softplus-bench: {}\n", error.what());
    return cli::exit_usage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "softplus-bench: {}\n", error.what());
    return cli::exit_internal;
  }
}
