#include "suites/ab.hpp"

#include <array>
#include <stdexcept>

#include "suites/speed_group.hpp"

namespace softplus_bench {
namespace {

PairedComparison without_figures(std::string failure) {
  PairedComparison comparison;
  comparison.failure = std::move(failure);
  return comparison;
}

}  // namespace

SpeedVerdict judge_ratio(const MedianInterval& ratio, double margin) {
  const double upper = 1 + margin;
  const double lower = 1 / upper;
  if (ratio.low > upper) return SpeedVerdict::slower;
  if (ratio.high < lower) return SpeedVerdict::faster;
  if (ratio.low >= lower && ratio.high <= upper) return SpeedVerdict::same;
  return SpeedVerdict::inconclusive;
}

PairedComparison compare(const SpeedRow& a, const SpeedRow& b, const AbOptions& options) {
  if (a.format != b.format || a.metric != b.metric || a.footprint != b.footprint || a.input_mix != b.input_mix)
    throw std::invalid_argument("only rows of the same format, metric, footprint and input mix can be compared");
  const std::array rows{a, b};
  const FootprintPlan plan = plan_footprint(a.footprint, options.caches, options.memory_limit_bytes);
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
  const SpeedGroupResult result = measure_speed_group(rows, plan, group);
  if (!result.complete) return without_figures("stopped");
  for (const PairedSample* sample : {&result.rows[0], &result.rows[1], &result.copy, &result.relu})
    if (!sample->failure.empty()) return without_figures(sample->name + ": " + sample->failure);

  const auto a_ns = result.rows[0].ns_per_element();
  const auto b_ns = result.rows[1].ns_per_element();
  const auto copy_ns = result.copy.ns_per_element();
  const auto relu_ns = result.relu.ns_per_element();
  PairedComparison comparison;
  comparison.a_ns_per_element = median_interval(a_ns, options.confidence);
  comparison.b_ns_per_element = median_interval(b_ns, options.confidence);
  comparison.b_over_a = median_ratio(b_ns, a_ns, options.confidence);
  comparison.a_over_copy = median_ratio(a_ns, copy_ns, options.confidence);
  comparison.b_over_copy = median_ratio(b_ns, copy_ns, options.confidence);
  comparison.a_over_relu = median_ratio(a_ns, relu_ns, options.confidence);
  comparison.b_over_relu = median_ratio(b_ns, relu_ns, options.confidence);
  comparison.rounds = a_ns.size();
  comparison.verdict = judge_ratio(comparison.b_over_a, options.margin);
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
