#include "suites/ab.hpp"

#include <array>
#include <stdexcept>

#include "suites/controls.hpp"
#include "suites/plugin_speed.hpp"
#include "suites/speed_group.hpp"

namespace softplus_bench {
namespace {

RivalComparison without_figures(std::string failure) {
  RivalComparison comparison;
  comparison.failure = std::move(failure);
  return comparison;
}

bool is_control(const SpeedRow& row) { return row.implementation->function == copy_control.function; }

}  // namespace

RivalComparison compare_all(std::span<const SpeedRow> rows, const AbOptions& options) {
  const SpeedRow& a = rows.front();
  for (const SpeedRow& b : rows) {
    if (a.format != b.format || a.metric != b.metric || a.footprint != b.footprint || a.input_mix != b.input_mix ||
        a.threads != b.threads)
      throw std::invalid_argument("only rows of the same format, metric, footprint, input mix and threads compare");
    if (a.footprint != Footprint::l1 && !is_control(a) && !is_control(b) && recipe_of(a) != recipe_of(b))
      throw std::invalid_argument("functions with inputs of their own can be compared in L1 only");
  }
  const FootprintPlan plan = footprint_of(a, options.caches, options.memory_limit_bytes);
  for (const SpeedRow& row : rows)
    if (const std::string reason = reason_to_skip(row, plan); !reason.empty())
      return without_figures(speed_row_name(row) + ": " + reason);

  SpeedGroupOptions group;
  group.paired.rounds = options.rounds;
  group.paired.epoch_ns = options.epoch_ns;
  group.paired.seed = options.seed;
  group.paired.stop = options.stop;
  group.paired.progress = options.progress;
  group.input_seed = options.seed;
  group.same_passes = true;
  const SpeedGroupResult result =
      any_of_plugins(rows) ? measure_in_one_worker(rows, plan, group) : measure_speed_group(rows, plan, group);
  if (!result.complete) return without_figures("stopped");
  std::vector<const PairedSample*> samples{&result.copy, &result.relu};
  for (const PairedSample& sample : result.rows) samples.push_back(&sample);
  for (const PairedSample* sample : samples)
    if (!sample->failure.empty()) return without_figures(sample->name + ": " + sample->failure);

  const auto first_ns = result.rows[0].ns_per_element();
  const auto copy_ns = result.copy.ns_per_element();
  const auto relu_ns = result.relu.ns_per_element();
  RivalComparison comparison;
  comparison.rounds = first_ns.size();
  for (const PairedSample& sample : result.rows) {
    const auto ns = sample.ns_per_element();
    Rival rival;
    rival.ns_per_element = median_interval(ns, options.confidence);
    rival.over_first = median_ratio(ns, first_ns, options.confidence);
    rival.over_copy = median_ratio(ns, copy_ns, options.confidence);
    rival.over_relu = median_ratio(ns, relu_ns, options.confidence);
    rival.verdict = judge_ratio(rival.over_first, options.margin);
    comparison.rivals.push_back(rival);
  }
  return comparison;
}

PairedComparison compare(const SpeedRow& a, const SpeedRow& b, const AbOptions& options) {
  const RivalComparison all = compare_all(std::array{a, b}, options);
  PairedComparison comparison;
  comparison.failure = all.failure;
  if (!comparison.failure.empty()) return comparison;
  comparison.a_ns_per_element = all.rivals[0].ns_per_element;
  comparison.b_ns_per_element = all.rivals[1].ns_per_element;
  comparison.b_over_a = all.rivals[1].over_first;
  comparison.a_over_copy = all.rivals[0].over_copy;
  comparison.b_over_copy = all.rivals[1].over_copy;
  comparison.a_over_relu = all.rivals[0].over_relu;
  comparison.b_over_relu = all.rivals[1].over_relu;
  comparison.rounds = all.rounds;
  comparison.verdict = all.rivals[1].verdict;
  return comparison;
}

PairedComparison compare(const Implementation& a, const Implementation& b, FormatId format, const AbOptions& options) {
  SpeedRow row;
  row.format = format;
  SpeedRow other = row;
  set_implementation(row, a, {});
  set_implementation(other, b, {});
  return compare(row, other, options);
}

}  // namespace softplus_bench
