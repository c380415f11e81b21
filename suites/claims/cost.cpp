// Time against ReLU, element by element: cost_elementwise.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "suites/claims/list.hpp"
#include "suites/speed_group.hpp"

namespace softplus_bench::claims {
namespace {

constexpr std::array timed_formats{FormatId::binary64, FormatId::binary32};
constexpr double confidence = 0.999;
constexpr std::size_t memory_limit_bytes = std::size_t{64} << 20;

std::vector<SpeedRow> speed_rows(const Context& context, FormatId format) {
  std::vector<SpeedRow> rows;
  for (const ClaimRow& row : context.rows("softplus", format)) {
    SpeedRow& timed = rows.emplace_back();
    timed.format = format;
    set_implementation(timed, *row.implementation, std::nullopt);
  }
  return rows;
}

PairedOptions paired_options(const ClaimsOptions& options) {
  PairedOptions paired;
  paired.rounds = options.rounds;
  paired.seed = options.seed;
  paired.stop = options.stop;
  return paired;
}

}  // namespace

double cost_elementwise_seconds(const ClaimsOptions& options) {
  const Context context(options);
  double seconds = 0;
  for (const FormatId format : timed_formats)
    seconds += softplus_bench::planned_seconds(speed_rows(context, format).size() + 2, paired_options(options));
  return seconds;
}

Measured cost_elementwise(const Context& context) {
  Measured measured;
  const FootprintPlan plan = plan_footprint(Footprint::l1, machine_cache_sizes(), memory_limit_bytes);
  std::string list;
  for (const FormatId format : timed_formats) {
    const FormatTraits& f = traits(format);
    const std::vector<SpeedRow> rows = speed_rows(context, format);
    if (rows.empty()) continue;
    SpeedGroupOptions options;
    options.input_seed = context.options().seed;
    options.paired = paired_options(context.options());
    const SpeedGroupResult timed = measure_speed_group(rows, plan, options);
    if (!timed.complete) throw Stopped{};
    const std::vector<double> relu = timed.relu.ns_per_element();
    double least = infinity;
    double most = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Figure figure = figure_of(*rows[i].implementation, f);
      figure.measured = "time an element against ReLU's, L1, uniform on [-20, 20]";
      figure.unit = "ratio";
      figure.n = context.options().rounds;
      const std::string& failure = timed.rows[i].failure.empty() ? timed.relu.failure : timed.rows[i].failure;
      if (!failure.empty()) {
        figure.status = "failed";
        figure.reason = failure;
      } else {
        const MedianInterval ratio = median_ratio(timed.rows[i].ns_per_element(), relu, confidence);
        figure.value = ratio.median;
        figure.low = ratio.low;
        figure.high = ratio.high;
        figure.verdict = ratio_above_one(ratio);
        least = std::min(least, ratio.median);
        most = std::max(most, ratio.median);
      }
      measured.figures.push_back(std::move(figure));
    }
    list += fmt::format("{}{:.1f} to {:.0f} times ReLU in {}", list.empty() ? "" : ", ", least, most, f.name);
    if (f.id == FormatId::binary32) measured.summary.value = least;
  }
  const std::vector<Verdict> verdicts = verdicts_of(measured.figures);
  if (verdicts.empty()) throw Unavailable{"no way of computing softplus in binary32 or binary64 was selected"};
  Figure& summary = measured.summary;
  summary.verdict = shared(verdicts);
  summary.measured = "least ratio of time to ReLU's, binary32, L1";
  summary.unit = "ratio";
  summary.n = verdicts.size();
  summary.explanation = list + " (L1, uniform on [-20, 20])";
  return measured;
}

}  // namespace softplus_bench::claims
