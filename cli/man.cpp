// man: the manual page, from the same definitions as --help.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/command_tree.hpp"
#include "cli/roff.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "suites/facts.hpp"

namespace softplus_bench::cli {
namespace {

using roff::bold;
using roff::escaped;
using roff::example;
using roff::filled;
using roff::italic;

struct Entry {
  std::string_view term;
  std::string_view text;
};

// README.md, "Exit codes".
constexpr Entry exit_codes[] = {
    {"0", "Passed, or done."},
    {"1", "An internal or an I/O error."},
    {"2", "Wrong usage or configuration, an unreadable baseline, a plug-in that cannot be loaded."},
    {"3", "gate: slower than allowed."},
    {"4", "gate: less accurate than allowed; wins over 3."},
    {"5", "gate: undecided, or a machine that is unfit for timing, with --strict."},
    {"6", "Not everything was compared, a row of a run failed, or choose found none."},
    {"77", "Skipped: all that was asked for is of devices, and there is none."},
    {"130", "Interrupted; what there is was kept."},
};

constexpr Entry environment[] = {
    {"NO_COLOR", "When set and not empty, no colour, unless --color asks for it."},
    {"GITHUB_STEP_SUMMARY", "The file that gate --github appends its summary to."},
    {"SOFTPLUS_BENCH_SIMD_TARGET",
     "The instruction set that inputs are prepared and exact values computed with, in place of the best that the "
     "processor has. Results are the same on each."},
    {"GLIBC_TUNABLES", "Chooses other code in libm; recorded with every run, and part of its identity."},
};

constexpr Entry files[] = {
    {"out/SUITE-TIME/",
     "What a run leaves unless -o says another folder: report.html, run.json, run.jsonl, accuracy.csv, "
     "speed.csv, properties.csv and claims.csv."},
    {"suites/baseline/",
     "What was accepted, unless --baseline says another folder. Only 'baseline accept' and 'baseline "
     "prune' write it."},
    {"suites/corpus/", "Inputs that 'corpus add' keeps, unless --to says another file."},
};

template <std::size_t n>
std::string section(std::string_view title, const Entry (&entries)[n]) {
  std::string page = fmt::format(".SH {}\n", title);
  for (const Entry& entry : entries) page += ".TP\n" + filled(bold(entry.term)) + filled(escaped(entry.text));
  return page;
}

std::string term_of(const Argument& argument) {
  std::string term;
  for (const std::string& name : argument.names) {
    const bool dashed = name.starts_with('-');
    term += (term.empty() ? "" : ", ") + (dashed ? bold(name) : italic(name));
  }
  const bool dashed = argument.names.front().starts_with('-');
  if (dashed && !argument.is_flag()) term += " " + italic(argument.placeholder);
  return term;
}

// What --help says of it, as sentences.
std::string text_of(const Argument& argument) {
  std::string text = argument.help;
  const auto add = [&](const std::string& sentence) { text += (text.empty() ? "" : ". ") + sentence; };
  if (argument.values == Values::words || argument.values == Values::list)
    add(fmt::format("One of: {}", fmt::join(argument.words, ", ")));
  if (!argument.range.empty()) add("Range: " + argument.range);
  if (!argument.initial.empty()) add("Default: " + argument.initial);
  if (argument.required) add("Required");
  if (!argument.excludes.empty()) add(fmt::format("Not with {}", fmt::join(argument.excludes, ", ")));
  if (!argument.needs.empty()) add(fmt::format("Only with {}", fmt::join(argument.needs, ", ")));
  return filled(escaped(text + "."));
}

std::string entries_of(const std::vector<Argument>& arguments) {
  std::string page;
  for (const Argument& argument : arguments) page += ".TP\n" + filled(term_of(argument)) + text_of(argument);
  return page;
}

std::string usage_of(const Command& command) {
  std::string usage = bold("softplus-bench " + command.path) + (command.options.empty() ? "" : " [OPTION]...");
  if (!command.verbs.empty()) usage += " " + italic("VERB");
  for (const Argument& argument : command.arguments) {
    const std::string name = italic(argument.names.front()) + (argument.many ? "..." : "");
    usage += argument.required ? " " + name : " [" + name + "]";
  }
  return usage;
}

std::string verb_section(const Command& command) {
  std::string page = fmt::format(".SS {}\n", escaped(command.path));
  page += filled(escaped(command.help + ".")) + ".PP\n" + filled(usage_of(command));
  page += entries_of(command.arguments) + entries_of(command.options);
  if (!command.notes.empty()) page += ".PP\n" + filled(escaped(command.notes));
  return page + example(command.examples);
}

std::string man_page(const Command& program) {
  std::string page = fmt::format(
      ".\\\" Made by 'softplus-bench man' from the definitions of --help.\n"
      ".TH SOFTPLUS\\-BENCH 1 \"{}\" \"softplus\\-bench {}\" \"User Commands\"\n.nh\n.ad l\n",
      build_date(), escaped(program_version()));
  page += ".SH NAME\nsoftplus\\-bench \\- accuracy and speed of softplus and its family\n.SH SYNOPSIS\n";
  page += filled(bold("softplus-bench") + " " + italic("VERB") + " [" + italic("OPTION") + "]... [" +
                 italic("ARGUMENT") + "]...");
  page += ".SH DESCRIPTION\n" + filled(escaped(program.help));
  page += filled(
      escaped("Errors are counted in units in the last place (ULP) against MPFR, on samples or on every input of "
              "a format; speed is measured beside copying an array."));
  page +=
      ".PP\n" + filled(escaped("A row is FUNCTION/IMPLEMENTATION/FORMAT/TARGET, as in "
                               "softplus/symmetric/binary32/scalar. Data go to the standard output, everything else "
                               "to the standard error."));
  page += ".SH OPTIONS\n" + entries_of(program.options) + ".SH VERBS\n";
  for (const Command* verb : all_commands(program))
    if (verb != &program) page += verb_section(*verb);
  page += section("EXIT STATUS", exit_codes) + section("ENVIRONMENT", environment) + section("FILES", files);
  page +=
      ".SH EXAMPLES\nOne input, the exact value and what every implementation returns:\n" + example(program.examples);
  page += ".PP\nMeasure a kernel of your own, hold it to its claim:\n" +
          example("softplus-bench run --plugin ./mine.so -f '*/plugin'\nsoftplus-bench gate --plugin ./mine.so");
  return page;
}

}  // namespace

void add_man(CLI::App& app, int& code) {
  CLI::App* verb = app.add_subcommand("man", "Print this program's manual page, in roff");
  verb->footer("Example:\n  softplus-bench man | man -l -");
  verb->callback([&app, &code] {
    print(man_page(command_tree(app)));
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
