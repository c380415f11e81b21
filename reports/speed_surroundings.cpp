#include "reports/speed_surroundings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/speed_launches.hpp"

namespace softplus_bench {
namespace {

// The record of relu in each launch under the conditions and in the format of a row: its ratio to copy says how the
// controls compare.
std::vector<const Record*> relus_beside(std::span<const Run> launches, const std::string& format,
                                        const std::string& conditions) {
  std::vector<const Record*> relus;
  for (const Run& run : launches) {
    const auto place = std::find_if(run.records.begin(), run.records.end(), [&](const Record& r) {
      return r.kind == RecordKind::speed && r.text("function") == "control" && r.text("implementation") == "relu" &&
             r.text("format") == format && speed_conditions(r) == conditions;
    });
    relus.push_back(place != run.records.end() ? &*place : nullptr);
  }
  return relus;
}

const StoredSpeed* entry_of(std::span<const StoredSpeed> entries, const std::string& id,
                            const std::string& conditions) {
  const auto place = std::find_if(entries.begin(), entries.end(), [&](const StoredSpeed& entry) {
    return entry.id == id && entry.conditions == conditions;
  });
  return place != entries.end() ? &*place : nullptr;
}

// Why no ratio to these controls says anything; empty when they are fit.
std::string why_unfit(std::span<const Record* const> relus, std::span<const StoredSpeed> entries) {
  if (relus.empty() || !std::all_of(relus.begin(), relus.end(), is_usable)) return "the control kernels were not timed";
  if (const double noise = noise_floor(relus); noise > ceiling_of_controls)
    return fmt::format("the controls' ratio moves by {:.1f} % between launches, {:.0f} % at most", noise * 100,
                       ceiling_of_controls * 100);
  const Record& relu = *relus.front();
  const StoredSpeed* stored = entry_of(entries, relu.id(), speed_conditions(relu));
  if (stored == nullptr) return "";
  const bool moved = std::all_of(relus.begin(), relus.end(), [&](const Record* record) {
    const RatioRange now = range_of(*record, "ratio_to_copy");
    return now.low > stored->to_copy.high * (1 + ceiling_of_controls) ||
           now.high * (1 + ceiling_of_controls) < stored->to_copy.low;
  });
  if (!moved) return "";
  return fmt::format("relu takes {:.3g} times as long as copy, and {:.3g} times when the ratios were stored",
                     relu.number("ratio_to_copy"), stored->to_copy.median);
}

// Of fewer rows the median is that of a few kernels, and may be their own doing.
constexpr std::size_t fewest_rows_in_common = 8;

double common_shift_of(std::span<const StoredSpeed> entries, std::span<const Run> launches, const std::string& format,
                       const std::string& conditions) {
  std::vector<double> logs;
  for (const StoredSpeed& entry : entries) {
    if (is_control(entry.id) || entry.conditions != conditions) continue;
    const auto rows = records_of(launches, entry.id, conditions);
    if (rows.empty() || !std::all_of(rows.begin(), rows.end(), is_usable)) continue;
    if (rows.front()->text("format") != format) continue;
    logs.push_back(std::log(over_launches(rows, "ratio_to_relu").median / entry.to_relu.median));
  }
  if (logs.size() < fewest_rows_in_common) return 0;
  const auto middle = logs.begin() + static_cast<std::ptrdiff_t>(logs.size() / 2);
  std::nth_element(logs.begin(), middle, logs.end());
  return std::expm1(*middle);
}

}  // namespace

Surroundings surroundings(std::span<const StoredSpeed> entries, std::span<const Run> launches,
                          const std::string& format, const std::string& conditions) {
  Surroundings found;
  const auto relus = relus_beside(launches, format, conditions);
  found.unfit = why_unfit(relus, entries);
  found.noise_floor = noise_floor(relus);
  found.common_shift = common_shift_of(entries, launches, format, conditions);
  return found;
}

}  // namespace softplus_bench
