// What every verb shares: streams, colour, quiet, Ctrl-C, and exit codes.
#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"
#include "core/implementation.hpp"
#include "core/parameters.hpp"
#include "reference/function.hpp"

namespace softplus_bench::cli {

// The contract with scripts: see README.md, "Exit codes".
enum ExitCode {
  exit_ok = 0,
  exit_internal = 1,      // internal or I/O error
  exit_usage = 2,         // usage, configuration, unreadable input
  exit_incomplete = 6,    // not everything was measured or compared
  exit_no_device = 77,    // skipped: all that was asked for is of devices, and there is none
  exit_interrupted = 130  // partial results kept
};

// Ctrl-C once sets the flag; a second time the process ends at once with 130.
const std::atomic<bool>& interrupt_flag();
void catch_interrupts();

enum class ColorChoice { automatic, always, never };
// Of the words auto, always and never.
ColorChoice color_choice(const std::string& word);
// Honours NO_COLOR and whether the stream is a terminal.
bool use_color(ColorChoice choice, int descriptor);
// Columns of the terminal on stdout, 80 when it is none.
std::size_t terminal_width();

// The command line that the process was started with, quoted for a shell.
const std::string& command_line();
// The words after the verb, as they came.
const std::vector<std::string>& verb_arguments();
void remember_command_line(int argc, char** argv);

// `text` as one word of a POSIX shell command line.
std::string shell_quoted(std::string_view text);
// --time-budget: "30s", "5m", "2h", or seconds; none for an empty text. Throws UsageError.
std::optional<double> seconds_from(const std::string& text);
// Writes to stdout and checks it: throws IoError when it cannot be written (a full disk).
void print(std::string_view text);

// Each throws UsageError that lists the known names and the nearest one.
const Function& function_named(std::string_view name);
const FormatTraits& format_named(std::string_view name);
const Implementation& implementation_of_row(std::string_view id, FormatId& format,
                                            std::optional<Parameters>& parameters);

}  // namespace softplus_bench::cli
