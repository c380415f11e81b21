#include "cli/resume.hpp"

#include <fmt/format.h>

#include "core/usage_error.hpp"
#include "reports/journal.hpp"
#include "suites/resumption.hpp"

namespace softplus_bench::cli {
namespace {

std::string text_of(const Facts& facts, const std::string& name) {
  for (const auto& [each, text] : facts)
    if (each == name) return text;
  return "not known";
}

std::string machine_of(const Facts& facts) { return text_of(facts, "processor") + ", " + text_of(facts, "system"); }

}  // namespace

Earlier load_earlier(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::exists(folder / "run.jsonl", error))
    throw UsageError(folder.string() + " holds no run.jsonl to go on with: give --resume the folder of a run");
  Earlier earlier;
  earlier.run = read_journal(folder / "run.jsonl");
  if (std::filesystem::exists(folder / "checkpoint.json", error))
    earlier.stored = read_checkpoint(folder / "checkpoint.json");
  if (earlier.stored && earlier.stored->run_id != earlier.run.run_id)
    throw UsageError(folder.string() + ": checkpoint.json and run.jsonl are of two runs: start a new one");
  return earlier;
}

void require_same_work(const Earlier& earlier, const Run& now, const std::filesystem::path& folder) {
  if (earlier.run.run_id == now.run_id) return;
  std::string differences;
  for (const auto& [name, text] : now.identity)
    if (const std::string before = text_of(earlier.run.identity, name); before != text)
      differences += fmt::format("{}{} was '{}' and is '{}'", differences.empty() ? "" : "; ", name, before, text);
  throw UsageError(folder.string() + " holds another run (" +
                   (differences.empty() ? "its run_id differs" : differences) +
                   "): give its own options or none, or start a new run with -o");
}

Checkpoint go_on_with(const Earlier& earlier, Plan& plan, Run& run) {
  Resumption resumption =
      resumption_of(plan, earlier.stored ? earlier.stored->checkpoint : Checkpoint{}, earlier.run.records);
  if (!plan.speed.empty())
    plan.speed_seconds *= static_cast<double>(resumption.speed.size()) / static_cast<double>(plan.speed.size());
  plan.speed = std::move(resumption.speed);
  run.command = earlier.run.command;
  const std::string here = machine_of(run.circumstances);
  run.circumstances = earlier.run.circumstances;
  if (machine_of(run.circumstances) != here) run.circumstances.emplace_back("continued on", here);
  run.records = std::move(resumption.kept);
  return std::move(resumption.checkpoint);
}

}  // namespace softplus_bench::cli
