// gate --self-test: does the gate, on this machine, see what it is there to see?
#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>

#include "cli/self_test.hpp"
#include "cli/session.hpp"
#include "core/proportion.hpp"
#include "core/usage_error.hpp"
#include "suites/plants.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::string_view speed_plants[] = {"delay", "no_delay", "copies", "power"};

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
    check.verdict = CheckVerdict::passed;
    report.checks.insert(report.checks.end(), entry.good, check);
    check.verdict = entry.undecided ? CheckVerdict::unfit : CheckVerdict::failed;
    report.checks.insert(report.checks.end(), entry.tried - entry.good, check);
  }
  return report;
}

struct Count {
  std::size_t good = 0;
  std::size_t all = 0;
};
template <class Wanted>
Count counted(const SelfTestFigures& figures, const Wanted& wanted) {
  Count count;
  for (const SelfTestEntry& entry : figures.entries) {
    if (!wanted(entry)) continue;
    count.all += entry.tried;
    count.good += entry.good;
  }
  return count;
}

std::string in_percent(const SlowerCount& count) {
  const ProportionInterval interval = proportion_interval(count.slower, count.n, 0.95);
  return fmt::format("{} of {} [{:.1f} %, {:.1f} %]", count.slower, count.n, 100 * interval.low, 100 * interval.high);
}

struct NoiseFloor {
  double median = 0;
  double largest = 0;
};
NoiseFloor noise_floor(std::vector<double> shares) {
  std::sort(shares.begin(), shares.end());
  return {shares[shares.size() / 2], shares.back()};
}

std::string summary(const SelfTestFigures& figures) {
  const Count faults = counted(figures, [](const SelfTestEntry& entry) { return entry.is_fault; });
  const Count copies = counted(figures, [](const SelfTestEntry& entry) { return entry.name == "copies"; });
  std::string text;
  if (!figures.noise_floors.empty()) {
    const NoiseFloor floor = noise_floor(figures.noise_floors);
    text += fmt::format("noise floor {:.2f} % (median of the rows timed), {:.2f} % (largest)\n", 100 * floor.median,
                        100 * floor.largest);
  }
  text += fmt::format("self-test: {} of {} faults caught, {} of {} copies passed", faults.good, faults.all, copies.good,
                      copies.all);
  if (figures.power.was_counted()) text += "; power " + in_percent(figures.power);
  if (figures.false_alarms.was_counted()) text += ", false alarms " + in_percent(figures.false_alarms);
  return text + fmt::format("; {:.0f} s\n", figures.seconds);
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
    if (!entry.witness.empty()) out += fmt::format("  the gate {}\n", entry.witness);
    if (entry.as_due && entry.is_fault && entry.seen_by != "speed") continue;
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
                       {"tried", entry.tried},
                       {"good", entry.good},
                       {"verdict", verdict_of(entry)},
                       {"findings", entry.findings}});
  Json speed = Json::object();
  const auto add = [&](const char* name, const SlowerCount& count) {
    if (!count.was_counted()) return;
    const ProportionInterval interval = proportion_interval(count.slower, count.n, 0.95);
    speed[name] = {{"slower", count.slower}, {"n", count.n}, {"low", interval.low}, {"high", interval.high}};
  };
  add("power", figures.power);
  add("false_alarms", figures.false_alarms);
  if (!figures.noise_floors.empty()) {
    const NoiseFloor floor = noise_floor(figures.noise_floors);
    speed["noise_floor"] = {{"median", floor.median}, {"largest", floor.largest}};
  }
  const Json json{{"exit_code", code},
                  {"seed", figures.seed},
                  {"seconds", figures.seconds},
                  {"entries", std::move(entries)},
                  {"speed", std::move(speed)}};
  return json.dump(2) + "\n";
}

}  // namespace

bool is_wanted(const GateOptions& options, std::string_view name) {
  return options.plants.empty() ||
         std::find(options.plants.begin(), options.plants.end(), name) != options.plants.end();
}

int run_self_test(const GateOptions& options) {
  check_plants(options);
  SelfTestFigures figures;
  const auto start = std::chrono::steady_clock::now();
  // Another place at every run, so that over time all are looked at; the seed that is printed repeats it.
  figures.seed = options.request.seed.value_or(std::random_device{}());
  if (options.what != "speed") plant_wrong_results(options, figures);
  if (options.what != "accuracy" && !figures.interrupted) plant_delays(options, figures);
  if (figures.entries.empty() && !figures.interrupted)
    throw UsageError(
        "gate --self-test: nothing is left to plant; leave out some of 'accuracy', 'speed', --short, --plant");
  figures.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
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
