// softplus-bench: the command line. Data on stdout, everything else on stderr.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "cli/help_format.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "reference/simd_target.hpp"
#include "reports/record_json.hpp"
#include "suites/devices.hpp"
#include "suites/executor/child_host.hpp"
#include "suites/facts.hpp"
#include "suites/host_targets.hpp"

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

// An empty value (a shell variable that was not set) is never taken for an option that was not given.
void refuse_empty_values(CLI::App& app) {
  for (CLI::App* verb : app.get_subcommands([](CLI::App*) { return true; })) {
    refuse_empty_values(*verb);
    for (CLI::Option* option : verb->get_options())
      if (option->get_items_expected_max() > 0)
        option->check([](const std::string& value) {
          return std::string(value.empty() ? "the value is empty; give one or leave the option out" : "");
        });
  }
}

// CLI11 would take the next argument for the value.
void refuse_missing_values(const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments)
    if (argument.starts_with("--") && argument.find('=') == argument.size() - 1)
      throw UsageError(argument + ": the value is empty; give one or leave the option out");
}

std::string explain(const CLI::App& app, const CLI::ParseError& error, const std::string& first_argument) {
  const auto verbs = app.get_subcommands();
  if (verbs.empty()) return unknown_argument(app, first_argument) + " (see 'softplus-bench --help')";
  const CLI::App* last = verbs.front();
  std::string name = last->get_name();
  while (!last->get_subcommands().empty()) {  // "baseline accept"
    last = last->get_subcommands().front();
    name += " " + last->get_name();
  }
  const CLI::App& verb = *last;
  const std::string hint = fmt::format(" (see 'softplus-bench {} --help')", name);
  // A misspelt option leaves its value behind as an argument, which is complained of first: "--sampels 5".
  for (const std::string& left : verb.remaining())
    if (left.starts_with('-') && !left.starts_with("--benchmark_")) return unknown_argument(verb, left) + hint;
  const bool unknown_verb =
      verb.remaining_size() > 0 && !verb.get_subcommands([](const CLI::App*) { return true; }).empty();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr && !unknown_verb) return error.what() + hint;
  return (verb.remaining_size() > 0 ? unknown_argument(verb, verb.remaining().front())
                                    : unknown_argument(app, app.remaining().front())) +
         hint;
}

// An error is one line, whatever the arguments that it quotes hold.
void print_error(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  fmt::print(stderr, "softplus-bench: {}\n", text);
}

// A closed stdin, stdout or stderr would give its number to the next file that is opened, and what is printed would
// land in a report. Opened for reading, so that writing still fails.
void hold_standard_descriptors() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor)
    if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != descriptor) _exit(exit_internal);
}

// For comparing SIMD targets, and for processors whose best one is not trusted: the figures are the same on each.
void choose_simd_target() {
  const char* wanted = std::getenv("SOFTPLUS_BENCH_SIMD_TARGET");
  if (wanted == nullptr) return;
  host_targets();  // what implementations may run does not follow the choice
  try {
    use_simd_target(wanted);
  } catch (const std::invalid_argument& error) {
    throw UsageError(
        fmt::format("SOFTPLUS_BENCH_SIMD_TARGET: {}; there are {}", error.what(), fmt::join(simd_targets(), ", ")));
  }
}

int dispatch(int argc, char** argv) {
  CLI::App app("Which way of computing softplus is right, how wrong the others are, and what each costs.");
  app.name("softplus-bench");
  app.formatter(std::make_shared<HelpFormat>());
  app.set_version_flag("--version", "softplus-bench " + program_version());
  app.require_subcommand(1);
  app.footer("Example:\n  softplus-bench eval softplus 20.000001 --format binary64");
  int code = exit_ok;
  add_list(app, code);
  add_run(app, code);
  add_eval(app, code);
  add_hunt(app, code);
  add_corpus(app, code);
  add_report(app, code);
  add_gate(app, code);
  add_baseline(app, code);
  add_ab(app, code);
  add_choose(app, code);
  add_compare(app, code);
  add_doctor(app, code);
  add_completion(app, code);
  add_man(app, code);
  add_worker(app, code);
  add_count_instructions(app, code);
  refuse_empty_values(app);

  if (argc <= 1) {
    print(examples);
    return exit_ok;
  }
  auto arguments = protect_numbers(argc, argv);
  refuse_missing_values(arguments);
  const std::string first_argument = arguments.front();
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    print(app.help());
  } catch (const CLI::CallForVersion& version) {
    print(version.what() + std::string("\n"));
  } catch (const CLI::ParseError& error) {
    throw UsageError(explain(app, error, first_argument));
  }
  return code;
}

// Code that is measured in this process may call exit(), with whatever code: that is no verdict of ours.
bool ended_by_itself = false;
void refuse_early_exit() {
  if (ended_by_itself) return;
  constexpr std::string_view text = "softplus-bench: something that was loaded ended the process: nothing is settled\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
  _exit(exit_internal);
}

int guarded_dispatch(int argc, char** argv) {
  try {
    catch_interrupts();
    remember_command_line(argc, argv);
    choose_simd_target();
    return dispatch(argc, argv);
  } catch (const NoDevice& error) {
    print_error(std::string("skipped: ") + error.what());
    return exit_no_device;
  } catch (const UsageError& error) {
    print_error(error.what());
    return interrupt_flag() ? exit_interrupted : exit_usage;  // a plug-in that was being loaded
  } catch (const UnreadableRun& error) {
    print_error(error.what());
    return exit_usage;
  } catch (const std::exception& error) {
    print_error(error.what());
    return exit_internal;
  }
}

}  // namespace
}  // namespace softplus_bench::cli

int main(int argc, char** argv) {
  using namespace softplus_bench::cli;
  // A child that measures a plug-in: no verb of a person's, and nothing of what follows is for it.
  if (argc > 1 && argv[1] == std::string_view("plugin-host"))
    return softplus_bench::serve_plugin(std::span(argv + 2, static_cast<std::size_t>(argc - 2)));
  hold_standard_descriptors();
  // Threads may call exit() at once, and each takes a handler off the list.
  for (unsigned i = 0; i <= std::thread::hardware_concurrency(); ++i) std::atexit(refuse_early_exit);
  const int code = guarded_dispatch(argc, argv);
  ended_by_itself = true;
  return code;
}
