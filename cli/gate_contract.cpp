// The gate's contract: a plug-in's row gives the same bits again, and wherever its input lies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/gate.hpp"
#include "cli/progress.hpp"
#include "cli/session.hpp"
#include "suites/peers.hpp"
#include "suites/run.hpp"

namespace softplus_bench::cli {
namespace {

// What is wrong of itself, whatever the values are. Other properties follow from errors, which claims judge.
bool is_of_contract(const Record& record) {
  const std::string property = record.text("property");
  return property == "repeat" || property == "position";
}

// Broken, these make the row a failed one.
bool is_of_safety(const Record& record) {
  const std::string property = record.text("property");
  return property == "environment" || property == "writes_inside";
}

// The properties of those rows of plug-ins that the gate is asked for, in the suite that `run properties` has too.
Run run_of_properties(const GateOptions& options) {
  RequestOptions asked = options.request;
  asked.suite = "quick";
  asked.exhaustive = false;
  asked.samples.reset();
  asked.range.clear();
  asked.targets = {std::string(name_of(Target::plugin))};
  const Request request = request_from(asked, "properties");
  const Plan plan = make_plan(request, implementation_catalogue());
  Run run = new_run(request, command_line());
  Collector collector(run, nullptr);
  ProgressLine line(options.quiet || options.json);
  RunOptions run_options;
  run_options.threads = threads_from(options.request);
  run_options.stop = &interrupt_flag();
  run_options.progress = [&](const Progress& progress) { line.show(progress); };
  carry_out(plan, request, run.run_id, collector, run_options);
  return run;
}

bool any_row_of_plugins(const RequestOptions& options) {
  if (options.plugins.empty()) return false;
  const std::vector<std::string>& targets = options.targets;
  if (!targets.empty() && std::find(targets.begin(), targets.end(), name_of(Target::plugin)) == targets.end())
    return false;
  const auto rows = asked_implementations(request_from(options, "accuracy"), implementation_catalogue());
  return std::any_of(rows.begin(), rows.end(), [](const auto* each) { return each->target == Target::plugin; });
}

GateCheck new_check(const Record& record) {
  GateCheck check;
  check.lane = Lane::contract;
  check.id = record.id().substr(0, record.id().find('#'));
  check.conditions = record.text("property");
  check.format = record.text("format");
  check.reproduce = record.text("reproduce");
  return check;
}

GateCheck check_of(const Record& record) {
  GateCheck check = new_check(record);
  const std::int64_t wrong = record.integer("n_violations");
  check.verdict = wrong == 0 ? CheckVerdict::passed : CheckVerdict::failed;
  if (wrong == 0) return check;
  const std::string want = record.text("witness_want");
  check.input_bits = record.text("witness_bits");
  check.got_bits = record.text("witness_got_bits");
  check.want_bits = want.substr(0, want.find(' '));
  check.severity = record.number("worst");
  check.finding = fmt::format("{} is broken ({}): {} of {} outputs; first at x = {} ({}), got {}, want {}",
                              check.conditions, record.text("statement"), wrong, record.integer("n"),
                              record.text("witness_input"), check.input_bits, check.got_bits, want);
  return check;
}

// The row's accuracy may have failed for the same reason: it is told once.
void add_missing(const Record& record, const std::string& why, GateReport& report) {
  GateCheck check = new_check(record);
  const bool told = std::any_of(report.checks.begin(), report.checks.end(), [&](const GateCheck& each) {
    return each.id == check.id && each.verdict == CheckVerdict::missing;
  });
  if (told) return;
  check.finding = "the row failed: " + why;
  report.checks.push_back(std::move(check));
}

}  // namespace

void judge_contract(const GateOptions& options, GateReport& report) {
  if (!options.folder.empty() || !any_row_of_plugins(options.request)) return;
  const Run run = run_of_properties(options);
  for (const Record& record : run.records) {
    if (record.kind != RecordKind::properties) continue;
    if (record.text("status") == "failed") add_missing(record, record.text("reason"), report);
    else if (is_of_safety(record) && record.integer("n_violations") > 0)
      add_missing(record, "not so: " + record.text("statement"), report);
    else if (is_of_contract(record)) report.checks.push_back(check_of(record));
  }
}

}  // namespace softplus_bench::cli
