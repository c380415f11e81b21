#include "cli/instructions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "cli/ab_options.hpp"
#include "cli/child_process.hpp"
#include "cli/gate_commands.hpp"
#include "cli/session.hpp"
#include "cli/stored_speed.hpp"
#include "core/usage_error.hpp"
#include "reports/callgrind.hpp"
#include "reports/file.hpp"
#include "suites/instruction_count.hpp"
#include "suites/machine_class.hpp"

namespace softplus_bench::cli {
namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& file) {
  const std::string text = read_file(file);
  return text.substr(0, text.find('\n'));
}

// "skipped<tab>id<tab>reason" and "instruction sets<tab>...".
void take_words(const fs::path& file, InstructionCounts& counts) {
  std::istringstream lines(read_file(file));
  for (std::string line; std::getline(lines, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string rest = line.substr(tab + 1);
    if (line.starts_with("instruction sets")) counts.instruction_sets = rest;
    else if (const auto next = rest.find('\t'); next != std::string::npos)
      counts.skipped.emplace_back(rest.substr(0, next), rest.substr(next + 1));
  }
}

void take_dumps(const fs::path& folder, InstructionCounts& counts) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!entry.path().filename().string().starts_with("dump")) continue;
    if (const auto dump = parse_callgrind(read_file(entry.path())))
      counts.per_element.emplace_back(dump->label,
                                      static_cast<double>(dump->instructions) / static_cast<double>(counted_elements));
  }
  std::sort(counts.per_element.begin(), counts.per_element.end());
}

// Entries of rows that were asked for.
std::vector<StoredInstructions> asked_entries(const GateOptions& options, const InstructionsSnapshot& snapshot) {
  std::vector<StoredInstructions> entries;
  for (const StoredInstructions& entry : snapshot.entries)
    if (is_asked_for(options.request, entry.id)) entries.push_back(entry);
  return entries;
}

}  // namespace

std::string why_no_instructions() {
#if !defined(__x86_64__)
  return "instructions are counted on x86-64 only";
#elif defined(__SANITIZE_ADDRESS__)
  return "a program with an address sanitizer does not run under valgrind";
#else
  if (program_named("valgrind").empty()) return "valgrind is not installed (Debian: valgrind), and counts instructions";
  return "";
#endif
}

InstructionCounts counted_instructions(const std::vector<std::string>& rows, const std::vector<std::string>& plugins) {
  const TemporaryFolder folder;
  const auto said = folder.path() / "stdout";
  const auto complained = folder.path() / "stderr";
  InstructionCounts counts;
  const std::string valgrind = program_named("valgrind");
  run_child({valgrind, "--version"}, said, complained);
  counts.valgrind = first_line(said);
  // Under valgrind /proc/self/exe is valgrind's own program.
  std::vector<std::string> words{valgrind,           "-q",
                                 "--tool=callgrind", "--callgrind-out-file=" + (folder.path() / "dump").string(),
                                 this_program(),     "count-instructions"};
  for (const std::string& file : plugins) words.insert(words.end(), {"--plugin", file});
  words.insert(words.end(), rows.begin(), rows.end());
  const int code = run_child(words, said, complained);
  if (interrupt_flag()) return counts;
  if (code != exit_ok)
    throw std::runtime_error(fmt::format("{} ended with code {}: {}", counts.valgrind, code, first_line(complained)));
  take_words(said, counts);
  take_dumps(folder.path(), counts);
  return counts;
}

void judge_instruction_counts(const GateOptions& options, GateReport& report) {
  if (const std::string reason = why_no_instructions(); !reason.empty()) {
    report.notes.push_back("instructions: not counted: " + reason);
    return;
  }
  const InstructionCounts bare = counted_instructions({}, {});
  if (interrupt_flag()) return;
  const Facts here = counting_class(bare.valgrind, bare.instruction_sets);
  const auto folder = stored_folder(options.baseline, "instructions");
  const auto file = stored_file(folder, here);
  if (!file) {
    report.notes.push_back(
        fmt::format("instructions: none are stored in {}: softplus-bench baseline accept '*' --what "
                    "instructions --why ...",
                    folder.string()));
    return;
  }
  if (!file->same_class)
    report.notes.push_back(fmt::format("instructions: {} is of another build: {}; its counts advise and decide nothing",
                                       file->path.filename().string(), differences(read_class(file->path), here)));
  const auto entries = asked_entries(options, read_instructions_snapshot(file->path));
  std::vector<std::string> rows;
  for (const StoredInstructions& entry : entries)
    if (why_not_here(entry.id) != "there is no such row") rows.push_back(entry.id);
  const InstructionCounts counts = rows.empty() ? bare : counted_instructions(rows, options.request.plugins);
  if (interrupt_flag()) return;
  for (GateCheck& check : judge_instructions(entries, counts, !file->same_class)) {
    check.reproduce = fmt::format("softplus-bench gate speed --instructions{} -f {}",
                                  plugin_options(options.request.plugins), shell_quoted(check.id));
    if (check.verdict == CheckVerdict::passed && !check.finding.empty())
      report.proposals.push_back(fmt::format("{}: {}", check.id, check.finding));
    report.checks.push_back(std::move(check));
  }
  report.facts.emplace_back(
      "instructions", fmt::format("counted by {}, whose processor has {}", counts.valgrind, counts.instruction_sets));
}

std::string instructions_text(const std::vector<std::string>& rows, const std::vector<std::string>& plugins) {
  if (const std::string reason = why_no_instructions(); !reason.empty()) return "instructions: " + reason + "\n";
  const InstructionCounts counts = counted_instructions(rows, plugins);
  std::string text = fmt::format("\ninstructions an element, counted by {} (processor: {})\n", counts.valgrind,
                                 counts.instruction_sets);
  const auto count_of = [&](const std::string& id) {
    const auto place = std::find_if(counts.per_element.begin(), counts.per_element.end(),
                                    [&](const auto& each) { return each.first == id; });
    return place != counts.per_element.end() ? place->second : 0.0;
  };
  const double first = count_of(rows.front());
  for (const std::string& id : rows) {
    const auto skipped =
        std::find_if(counts.skipped.begin(), counts.skipped.end(), [&](const auto& each) { return each.first == id; });
    const double count = count_of(id);
    if (skipped != counts.skipped.end()) text += fmt::format("    {}: not counted: {}\n", id, skipped->second);
    else if (count == 0) text += fmt::format("    {}: not counted\n", id);
    else
      text +=
          fmt::format("    {:.2f} {}{}\n", count, id,
                      first > 0 && id != rows.front() ? fmt::format(", {:.4f} times the first", count / first) : "");
  }
  return text;
}

}  // namespace softplus_bench::cli
