// gate --self-test: does the gate, on this machine, see what it is there to see?
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <random>

#include "cli/self_test.hpp"
#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "suites/plants.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view speed_plants[] = {"delay", "no_delay", "copies"};

void check_plants(const GateOptions& options) {
  std::vector<std::string> known(std::begin(fault_names), std::end(fault_names));
  known.insert(known.end(), std::begin(speed_plants), std::end(speed_plants));
  for (const std::string& name : options.plants)
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw UsageError(fmt::format("--plant: '{}' is no plant; give some of {}", name, fmt::join(known, ", ")));
}

std::string_view verdict_of(const SelfTestEntry& entry) {
  if (entry.undecided) return "UNDECIDED";
  if (entry.is_fault) return entry.as_due ? "caught" : "NOT CAUGHT";
  return entry.as_due ? "passed" : "FAILED";
}

// As checks of the gate, for its last line and its counts.
GateReport report_of(const SelfTestFigures& figures) {
  GateReport report;
  for (const SelfTestEntry& entry : figures.entries) {
    GateCheck check;
    check.id = entry.name;
    check.verdict = entry.as_due ? CheckVerdict::passed : entry.undecided ? CheckVerdict::unfit : CheckVerdict::failed;
    report.checks.push_back(std::move(check));
  }
  return report;
}

struct Count {
  std::size_t as_due = 0;
  std::size_t all = 0;
};
Count counted(const SelfTestFigures& figures, bool faults) {
  Count count;
  for (const SelfTestEntry& entry : figures.entries)
    if (entry.is_fault == faults) {
      ++count.all;
      count.as_due += entry.as_due ? 1 : 0;
    }
  return count;
}

std::string summary(const SelfTestFigures& figures) {
  const Count faults = counted(figures, true);
  const Count right = counted(figures, false);
  std::string text = fmt::format("self-test: {} of {} faults caught, {} of {} right kernels and copies passed",
                                 faults.as_due, faults.all, right.as_due, right.all);
  for (const auto& [name, value] : figures.facts) text += fmt::format("; {} {}", name, value);
  return text + "\n";
}

std::string to_text(const SelfTestFigures& figures) {
  std::string out = fmt::format("Planted where seed {} says, and judged as the gate judges\n", figures.seed);
  std::string id;
  for (const SelfTestEntry& entry : figures.entries) {
    if (entry.id != id) out += fmt::format("\n{}\n", entry.id);
    id = entry.id;
    out += fmt::format("{:<35}{:<32}{}\n", entry.words, entry.seen_by.empty() ? "-" : "seen by " + entry.seen_by,
                       verdict_of(entry));
    if (!entry.place.empty()) out += fmt::format("  planted  {}\n", entry.place);
    if (!entry.witness.empty()) out += fmt::format("  the gate x = {}\n", entry.witness);
    if (entry.as_due) continue;
    for (const std::string& finding : entry.findings) out += fmt::format("  {}\n", finding);
  }
  return out + "\n" + summary(figures);
}

std::string to_json(const SelfTestFigures& figures, int code) {
  using Json = nlohmann::ordered_json;
  Json entries = Json::array();
  for (const SelfTestEntry& entry : figures.entries)
    entries.push_back({{"name", entry.name},
                       {"planted", entry.words},
                       {"id", entry.id},
                       {"is_fault", entry.is_fault},
                       {"place", entry.place},
                       {"witness", entry.witness},
                       {"seen_by", entry.seen_by},
                       {"verdict", verdict_of(entry)},
                       {"findings", entry.findings}});
  Json facts = Json::object();
  for (const auto& [name, value] : figures.facts) facts[name] = value;
  return Json{{"exit_code", code}, {"seed", figures.seed}, {"entries", std::move(entries)}, {"speed", std::move(facts)}}
             .dump(2) +
         "\n";
}

}  // namespace

bool is_wanted(const GateOptions& options, std::string_view name) {
  return options.plants.empty() ||
         std::find(options.plants.begin(), options.plants.end(), name) != options.plants.end();
}

int run_self_test(const GateOptions& options) {
  check_plants(options);
  SelfTestFigures figures;
  // Another place at every run, so that over time all are looked at; the seed that is printed repeats it.
  figures.seed = options.request.seed.value_or(std::random_device{}());
  plant_wrong_results(options, figures);
  if (!figures.interrupted) plant_delays(options, figures);
  if (figures.interrupted) {
    fmt::print(stderr, "interrupted: nothing is said of what was not tried\n");
    return exit_interrupted;
  }
  const auto missed = [](const SelfTestEntry& entry) { return !entry.as_due && !entry.undecided; };
  const auto undecided = [](const SelfTestEntry& entry) { return entry.undecided; };
  int code = exit_ok;
  if (std::any_of(figures.entries.begin(), figures.entries.end(), undecided)) code = 5;
  if (std::any_of(figures.entries.begin(), figures.entries.end(), missed)) code = exit_internal;
  const std::string last = summary_line(report_of(figures)) + "\n";
  if (options.json) {
    print(to_json(figures, code));
    fmt::print(stderr, "{}{}", summary(figures), last);
  } else {
    print(to_text(figures) + last);
  }
  return code;
}

}  // namespace softplus_bench::cli
