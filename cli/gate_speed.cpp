// The gate's speed: against ratios that were stored, or against an old binary.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/gate.hpp"
#include "cli/gate_commands.hpp"
#include "cli/gate_speed_versus.hpp"
#include "cli/instructions.hpp"
#include "cli/session.hpp"
#include "cli/speed_launches.hpp"
#include "cli/stored_speed.hpp"
#include "core/speed_verdict.hpp"
#include "core/usage_error.hpp"
#include "reports/speed_gate.hpp"
#include "reports/speed_launches.hpp"
#include "reports/speed_surroundings.hpp"
#include "suites/machine_class.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {
namespace {

// Of so many slower rows none is measured in other layouts: it is no matter of the place of one.
constexpr std::size_t most_layout_suspects = 32;

// How sure the launches are, for the reader.
void tell_noise(const std::vector<Run>& launches, std::span<const StoredSpeed> entries, GateReport& report) {
  std::vector<double> floors;
  double controls = 0;
  for (const StoredSpeed& entry : entries) {
    const double noise = noise_floor(records_of(launches, entry.id, entry.conditions));
    if (is_control(entry.id)) controls = std::max(controls, noise);
    else floors.push_back(noise);
  }
  if (floors.empty()) return;
  std::sort(floors.begin(), floors.end());
  report.facts.emplace_back("noise floor",
                            fmt::format("{:.1f} % of the median row, {:.1f} % of the noisiest, {:.1f} % "
                                        "of the controls",
                                        floors[floors.size() / 2] * 100, floors.back() * 100, controls * 100));
}

// What most rows of a format do alike is taken off each of them, so it has to be said.
void tell_common_shifts(const std::vector<Run>& launches, std::span<const StoredSpeed> entries, double margin,
                        GateReport& report) {
  for (const FormatTraits& format : all_formats) {
    const std::string name(format.name);
    const auto of_format = std::find_if(entries.begin(), entries.end(), [&](const StoredSpeed& entry) {
      return !is_control(entry.id) && entry.id.find("/" + name + "/") != std::string::npos;
    });
    if (of_format == entries.end()) continue;
    const double shift = surroundings(entries, launches, name, of_format->conditions).common_shift;
    if (std::abs(shift) <= margin) continue;
    report.notes.push_back(
        fmt::format("speed: the median row of {} takes {:.3f} times as long, against the controls, as when stored: "
                    "that much is laid "
                    "to the machine, and a change of all rows alike would not be seen; --old tells",
                    name, 1 + shift));
  }
}

class StoredSpeedGate {
 public:
  StoredSpeedGate(const GateOptions& options, const StoredFile& file, GateReport& report)
      : options_(options), report_(report), snapshot_(read_speed_snapshot(file.path)) {
    rule_.margin = margin_from(options.margin);
    rule_.advisory = !file.same_class;
    wanted_.suite = speed_suite(options.request);
    wanted_.launches = options.launches;
    wanted_.plugins = options.request.plugins;
    wanted_.quiet = options.quiet || options.json;
  }

  void judge() {
    choose_entries();
    const std::vector<Run> launches = wanted_.rows.empty() ? std::vector<Run>() : launch(wanted_);
    if (interrupt_flag()) return;
    std::vector<GateCheck> checks = judge_stored_ratios(entries_, launches, rule_);
    look_at_layouts(checks);
    if (interrupt_flag()) return;
    for (GateCheck& check : checks) add(std::move(check));
    add_new_rows();
    tell_noise(launches, entries_, report_);
    tell_common_shifts(launches, entries_, rule_.margin, report_);
    report_.facts.emplace_back("launches", std::to_string(options_.launches));
    report_.facts.emplace_back("rounds", std::to_string(wanted_.suite.speed->rounds));
    report_.facts.emplace_back("margin", fmt::format("{:g} %", rule_.margin * 100));
  }

 private:
  // Entries of rows that were asked for, with those of the controls; of them what can be timed.
  void choose_entries() {
    for (const StoredSpeed& entry : snapshot_.entries) {
      if (!is_control(entry.id) && !is_asked_for(options_.request, entry.id)) continue;
      entries_.push_back(entry);
      if (!is_control(entry.id) && why_not_here(entry.id).empty()) wanted_.rows.push_back(entry.id);
    }
    if (wanted_.rows.empty()) std::erase_if(entries_, [](const StoredSpeed& each) { return is_control(each.id); });
  }

  // Slower rows, in all their layouts: only what is slower in the best of them is slower.
  void look_at_layouts(std::vector<GateCheck>& checks) {
    const auto entry_of = [&](const GateCheck& check) {
      return std::find_if(entries_.begin(), entries_.end(),
                          [&](const StoredSpeed& entry) { return may_be_layout(check, entry); });
    };
    SpeedLaunches again = wanted_;
    again.rows.clear();
    again.layouts = layouts.size() - 1;
    for (const GateCheck& check : checks)
      if (entry_of(check) != entries_.end()) again.rows.push_back(check.id);
    if (again.rows.empty() || again.rows.size() > most_layout_suspects || rule_.advisory) return;
    const std::vector<Run> launches = launch(again);
    if (interrupt_flag()) return;
    for (GateCheck& check : checks)
      if (const auto entry = entry_of(check); entry != entries_.end())
        confirm_in_layouts(check, *entry, launches, rule_);
  }

  void add(GateCheck check) {
    if (const std::string reason = why_not_here(check.id); !reason.empty()) check.finding = reason;
    check.reproduce =
        fmt::format("softplus-bench gate speed{} -f {}", plugin_options(wanted_.plugins), shell_quoted(check.id));
    if (check.finding.starts_with("faster"))
      report_.proposals.push_back(fmt::format("{}: {}; {}", check.id, check.finding, command_to_accept(check.id)));
    report_.checks.push_back(std::move(check));
  }

  std::string command_to_accept(const std::string& id) const {
    return fmt::format("softplus-bench baseline accept {} --what speed{} --why ...", shell_quoted(id),
                       plugin_options(wanted_.plugins));
  }

  // A row of the suite that nothing is stored of.
  void add_new_rows() {
    RequestOptions all = options_.request;
    all.filters.clear();
    for (const std::string& id : rows_to_time(all)) {
      const bool known = std::any_of(snapshot_.entries.begin(), snapshot_.entries.end(),
                                     [&](const StoredSpeed& entry) { return entry.id == id; });
      if (known || !is_asked_for(options_.request, id)) continue;
      GateCheck check;
      check.lane = Lane::speed;
      check.id = id;
      check.verdict = CheckVerdict::skipped;
      check.advisory = rule_.advisory;
      check.finding = "new: no ratio is stored; " + command_to_accept(id);
      report_.checks.push_back(std::move(check));
    }
  }

  const GateOptions& options_;
  GateReport& report_;
  SpeedSnapshot snapshot_;
  StoredRatioRule rule_;
  SpeedLaunches wanted_;
  std::vector<StoredSpeed> entries_;
};

void judge_stored(const GateOptions& options, GateReport& report) {
  const Facts here = machine_class();
  const auto folder = stored_folder(options.baseline, "speed");
  const auto file = stored_file(folder, here);
  if (!file) {
    report.notes.push_back(
        fmt::format("speed: nothing to judge against: give --old BINARY, or store ratios with "
                    "'baseline accept --what speed' (none in {})",
                    folder.string()));
    return;
  }
  if (!file->same_class)
    report.notes.push_back(fmt::format(
        "speed: {} is of another class of machine or build: {}; {}", file->path.filename().string(),
        differences(read_class(file->path), here),
        options.what == "speed" ? "its ratios advise and decide nothing" : "not timed ('gate speed' does, as advice)"));
  report.facts.emplace_back("stored ratios", file->path.string());
  if (!file->same_class && options.what != "speed") return;
  StoredSpeedGate(options, *file, report).judge();
}

// Each row under each of the suite's conditions of one thread.
std::vector<VersusRow> rows_for_old(const GateOptions& options) {
  std::vector<VersusRow> rows;
  for (const SpeedRow& row : speed_rows(options.request)) {
    if (row.threads != 1 || row.layout != 0) continue;
    VersusRow& asked = rows.emplace_back();
    asked.id = id_of(row);
    asked.metric = row.metric;
    asked.footprint = row.footprint;
    asked.input_mix = row.input_mix;
    asked.in_place = row.in_place;
  }
  return rows;
}

}  // namespace

void judge_speed(const GateOptions& options, GateReport& report) {
  load_plugins(options.request.plugins);
  if (options.old_binary.empty()) judge_stored(options, report);
  else judge_speed_against_old(options, rows_for_old(options), report);
  if (options.instructions && !interrupt_flag()) judge_instruction_counts(options, report);
}

}  // namespace softplus_bench::cli
