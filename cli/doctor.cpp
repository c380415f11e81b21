// doctor: the machine, the libraries, the timer, and what to do about them.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/sign_test.hpp"
#include "reference/simd_target.hpp"
#include "suites/ab.hpp"
#include "suites/controls.hpp"
#include "suites/devices.hpp"
#include "suites/facts.hpp"
#include "suites/float_environment.hpp"
#include "suites/footprint.hpp"
#include "suites/machine_class.hpp"
#include "suites/paired.hpp"
#include "suites/peers.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench::cli {
namespace {

struct Report {
  Facts facts;
  std::vector<std::string> advice;
};

double timer_cost_ns() {
  std::vector<double> costs;
  for (int i = 0; i < 1001; ++i) {
    const ClockReading start = read_clock();
    const ClockReading end = read_clock();
    costs.push_back(static_cast<double>(end.nanoseconds - start.nanoseconds));
  }
  std::nth_element(costs.begin(), costs.begin() + 500, costs.end());
  return costs[500];
}

Report examine() {
  Report report;
  Facts& facts = report.facts;
  facts = build_and_library_facts();
  for (const auto& fact : machine_facts()) facts.push_back(fact);
  facts.emplace_back("class of stored speeds", file_name_of(machine_class()));
  const CacheSizes caches = machine_cache_sizes();
  facts.emplace_back("SIMD of the reference", fmt::format("{}", fmt::join(simd_targets(), ", ")));
  facts.emplace_back("caches", fmt::format("L1d {} KiB, L2 {} KiB, L3 {} KiB", caches.l1_data_bytes >> 10,
                                           caches.l2_bytes >> 10, caches.l3_bytes >> 10));
  const FloatControls found = float_controls();
  std::fesetenv(FE_DFL_ENV);
  const std::string deviation = leak_between(float_controls(), found);
  facts.emplace_back("floating-point environment", deviation.empty() ? "default" : deviation);
  if (!deviation.empty())
    report.advice.push_back(deviation + " by something loaded into this process: look for -ffast-math");

  facts.emplace_back("timer", fmt::format("steady_clock{}, {:.0f} ns a reading",
                                          has_time_stamp_counter ? " and time-stamp counter" : "", timer_cost_ns()));
  AbOptions options;
  options.stop = &interrupt_flag();
  const PairedComparison noise = compare(relu_control(), relu_control(), FormatId::binary32, options);
  const double floor = std::max(noise.b_over_a.high - 1, 1 - noise.b_over_a.low);
  facts.emplace_back("noise", fmt::format("relu against itself: {:.4f} [{:.4f}, {:.4f}] times", noise.b_over_a.median,
                                          noise.b_over_a.low, noise.b_over_a.high));
  if (floor > 0.05) report.advice.emplace_back("the noise is above 5 %: close other programs before judging speeds");
  for (const auto& peer : known_peers()) facts.push_back(peer);
  Facts missing;
  for (const KnownDevice& device : known_devices(missing))
    facts.emplace_back("device " + device.id,
                       fmt::format("{}, {}, driver {}, {} compute units, {} MiB{}", device.facts.name,
                                   device.facts.platform, device.facts.driver, device.facts.compute_units,
                                   device.facts.memory_bytes >> 20, device.facts.binary64 ? "" : ", no binary64"));
  for (const auto& [target, reason] : missing) facts.emplace_back("device " + target, reason);
  return report;
}

}  // namespace

void add_doctor(CLI::App& app, int& code) {
  auto json = std::make_shared<bool>(false);
  CLI::App* verb =
      app.add_subcommand("doctor", "The machine, the libraries found, the timer, the noise, and what to do about them");
  verb->add_flag("--json", *json, "print JSON only");
  verb->footer("Example:\n  softplus-bench doctor");
  verb->callback([json, &code] {
    const Report report = examine();
    if (interrupt_flag()) {
      fmt::print(stderr, "interrupted: the noise was not measured\n");
      code = exit_interrupted;
      return;
    }
    if (*json) {
      nlohmann::ordered_json facts = nlohmann::ordered_json::object();
      for (const auto& [name, text] : report.facts) facts[name] = text;
      nlohmann::ordered_json machine = nlohmann::ordered_json::object();
      for (const auto& [name, text] : machine_class()) machine[name] = text;
      print(nlohmann::ordered_json{{"facts", facts}, {"machine_class", machine}, {"advice", report.advice}}.dump(2) +
            "\n");
    } else {
      std::string out;
      for (const auto& [name, text] : report.facts) out += fmt::format("{:<28} {}\n", name, text);
      for (const std::string& advice : report.advice) out += "advice: " + advice + "\n";
      if (report.advice.empty()) out += "nothing to do: this machine can measure\n";
      print(out);
    }
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
