// ab --old --new: two builds against each other, turn by turn.
#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <climits>
#include <nlohmann/json.hpp>

#include "cli/ab_options.hpp"
#include "cli/progress.hpp"
#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "suites/filter.hpp"
#include "suites/versus.hpp"

namespace softplus_bench::cli {
namespace {

// Peers take part only where they are asked for, as everywhere.
std::vector<std::string> asked_for(const Filter& filter, const std::vector<std::string>& ids) {
  std::vector<std::string> chosen;
  for (const std::string& id : ids) {
    const std::array<std::string_view, 1> names{id};
    const bool named = !id.ends_with("/peer") || filter.names_any(names) || filter.names_target_of_any(names);
    if (filter.accepts(id) && named) chosen.push_back(id);
  }
  return chosen;
}

SharedRows rows_to_compare(const AbVerbOptions& options, const std::string& new_binary) {
  const std::vector<std::string> old_ids = rows_of_build(options.old_binary);
  const std::vector<std::string> new_ids = rows_of_build(new_binary);
  std::vector<std::string> all = new_ids;
  for (const std::string& id : shared_rows(old_ids, new_ids).only_old) all.push_back(id);
  const Filter filter(options.filters);
  filter.require_matches(all);
  return shared_rows(asked_for(filter, old_ids), asked_for(filter, new_ids));
}

std::vector<VersusRow> rows_of(const AbVerbOptions& options, const std::vector<std::string>& ids) {
  std::vector<VersusRow> rows;
  for (const std::string& id : ids) {
    VersusRow row;
    row.id = id;
    row.metric = *metric_named(options.metric);
    row.footprint = *footprint_named(options.footprint);
    row.input_mix = *input_mix_named(options.input_mix);
    row.in_place = options.in_place;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string row_text(const VersusResult& result) {
  if (!result.failure.empty()) return fmt::format("{}\n    not compared: {}\n", result.row.id, result.failure);
  const SpeedJudgement& j = result.judgement;
  std::string out = fmt::format("{}\n    {}: {} times as long ({})\n", result.row.id, name_of(j.verdict),
                                interval_text({j.ratio, j.low, j.high}, 4), j.reason);
  for (std::size_t i = 0; i < result.launches.size(); ++i) {
    const VersusLaunch& launch = result.launches[i];
    out += fmt::format("    launch {}: {:.4f} to {:.4f} ns/element, {}; old again {}; relu {}\n", i + 1,
                       launch.old_ns_per_element.median, launch.new_ns_per_element.median,
                       interval_text(launch.figures.ratio, 4), interval_text(launch.figures.again, 4),
                       interval_text(launch.figures.control, 4));
  }
  for (const LayoutLaunch& launch : result.layouts)
    out += fmt::format("    best layouts, new {} to old {}: {}\n", launch.new_best, launch.old_best,
                       interval_text(launch.best_over_best, 4));
  return out;
}

std::string to_text(const AbVerbOptions& options, const VersusReport& report, const SharedRows& shared,
                    const VersusOptions& versus) {
  std::string out = fmt::format(
      "{}; {} of {} rounds, old, new, old again and relu in turn{}; medians, intervals of {:g} % over all "
      "rows\n"
      "old: {} ({})\nnew: {} ({})\n\n",
      conditions_text(options), versus.launches == 1 ? "1 launch" : fmt::format("{} launches", versus.launches),
      versus.rounds, report.pinned ? " on one core" : "", 100 * (1 - versus.alpha), options.old_binary,
      report.old_commit, options.new_binary.empty() ? "this program" : options.new_binary, report.new_commit);
  std::array<std::size_t, std::size(speed_verdict_names)> counts{};
  std::size_t failed = 0;
  for (const VersusResult& result : report.results) {
    out += row_text(result);
    if (result.failure.empty()) ++counts[static_cast<std::size_t>(result.judgement.verdict)];
    else ++failed;
  }
  for (const std::string& id : shared.only_old) out += fmt::format("{}\n    only in the old build\n", id);
  for (const std::string& id : shared.only_new) out += fmt::format("{}\n    only in the new build\n", id);
  std::string summary;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] != 0)
      summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", counts[i], speed_verdict_names[i]);
  if (failed + shared.only_old.size() != 0)
    summary += fmt::format("{}{} not compared", summary.empty() ? "" : ", ", failed + shared.only_old.size());
  return out + fmt::format("\n{} (margin {:g} %)\n", summary, 100 * versus.margin);
}

nlohmann::ordered_json row_json(const VersusResult& result) {
  nlohmann::ordered_json row{{"id", result.row.id}};
  if (!result.failure.empty()) {
    row["failure"] = result.failure;
    return row;
  }
  const SpeedJudgement& j = result.judgement;
  row["verdict"] = name_of(j.verdict);
  row["reason"] = j.reason;
  row["new_over_old"] = interval_json({j.ratio, j.low, j.high});
  row["noise_floor"] = j.noise_floor;
  row["effective_margin"] = j.effective_margin;
  row["launches"] = nlohmann::ordered_json::array();
  for (const VersusLaunch& launch : result.launches)
    row["launches"].push_back({{"core", launch.core},
                               {"rounds", launch.rounds},
                               {"new_over_old", interval_json(launch.figures.ratio)},
                               {"old_again_over_old", interval_json(launch.figures.again)},
                               {"relu_new_over_old", interval_json(launch.figures.control)},
                               {"old_ns_per_element", interval_json(launch.old_ns_per_element)},
                               {"new_ns_per_element", interval_json(launch.new_ns_per_element)}});
  row["best_layouts"] = nlohmann::ordered_json::array();
  for (const LayoutLaunch& launch : result.layouts)
    row["best_layouts"].push_back(
        {{"old", launch.old_best}, {"new", launch.new_best}, {"new_over_old", interval_json(launch.best_over_best)}});
  return row;
}

std::string to_json(const AbVerbOptions& options, const VersusReport& report, const SharedRows& shared,
                    const VersusOptions& versus, const std::string& new_binary) {
  nlohmann::ordered_json json{{"old", {{"binary", options.old_binary}, {"commit", report.old_commit}}},
                              {"new", {{"binary", new_binary}, {"commit", report.new_commit}}},
                              {"metric", options.metric},
                              {"footprint", options.footprint},
                              {"input_mix", options.input_mix},
                              {"in_place", options.in_place},
                              {"rounds", versus.rounds},
                              {"launches", versus.launches},
                              {"margin", versus.margin},
                              {"pinned", report.pinned},
                              {"rows", nlohmann::ordered_json::array()},
                              {"only_old", shared.only_old},
                              {"only_new", shared.only_new}};
  for (const VersusResult& result : report.results) json["rows"].push_back(row_json(result));
  return json.dump(2) + "\n";
}

void refuse_what_does_not_go_together(const AbVerbOptions& options) {
  if (!options.ids.empty()) throw UsageError("ab: give either rows or --old, not both");
  if (options.old_binary.empty()) throw UsageError("ab: --new and -f go with --old: give the binary to compare with");
  if (options.filters.empty()) throw UsageError("ab --old: say which rows with -f, e.g. -f 'softplus/*/binary32/*'");
  if (options.threads != 1) throw UsageError("ab --old: times one thread; leave --threads out");
  if (!options.plugins.empty()) throw UsageError("ab --old: compares rows of the builds; leave --plugin out");
}

}  // namespace

std::string this_program() {
  std::array<char, PATH_MAX> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size() - 1);
  if (length <= 0) throw std::runtime_error("/proc/self/exe does not say where this program lies");
  return path.data();
}

int compare_two_builds(const AbVerbOptions& options) {
  refuse_what_does_not_go_together(options);
  VersusOptions versus;
  versus.rounds = options.rounds;
  versus.launches = options.launches.value_or(versus.launches);
  versus.margin = margin_from(options.margin);
  versus.stop = &interrupt_flag();
  const std::string new_binary = options.new_binary.empty() ? this_program() : options.new_binary;
  const SharedRows shared = rows_to_compare(options, new_binary);
  const std::vector<VersusRow> rows = rows_of(options, shared.both);
  if (rows.empty()) throw UsageError("ab --old: the builds share none of these rows");
  if (const double seconds = planned_seconds(rows.size(), versus); seconds > 60 && !options.quiet)
    fmt::print(stderr, "{} rows: about {}\n", rows.size(), duration_text(seconds));
  VersusReport report;
  {
    ProgressLine line(options.quiet || options.json);
    versus.progress = [&](double done, std::string_view row) { line.show({std::string(row), done}); };
    report = compare_builds(options.old_binary, new_binary, rows, versus);
  }
  if (interrupt_flag()) {
    fmt::print(stderr, "interrupted: nothing to compare\n");
    return exit_interrupted;
  }
  print(options.json ? to_json(options, report, shared, versus, new_binary) : to_text(options, report, shared, versus));
  const bool any_failed = std::any_of(report.results.begin(), report.results.end(),
                                      [](const VersusResult& result) { return !result.failure.empty(); });
  return any_failed || !shared.only_old.empty() ? exit_incomplete : exit_ok;
}

}  // namespace softplus_bench::cli
