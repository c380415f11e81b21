#include "reports/speed_acceptance.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/speed_launches.hpp"

namespace softplus_bench {
namespace {

bool has_other_layouts(std::span<const Run> launches, const std::string& id) {
  return std::any_of(launches.begin(), launches.end(), [&](const Run& run) {
    return std::any_of(run.records.begin(), run.records.end(), [&](const Record& record) {
      return record.kind == RecordKind::speed && !record.text("layout").empty() && record.id() == id;
    });
  });
}

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }

}  // namespace

std::vector<StoredSpeed> entries_from(std::span<const Run> launches, std::span<const Run> in_layouts,
                                      const std::string& commit, const std::string& why) {
  std::vector<StoredSpeed> entries;
  if (launches.empty()) return entries;
  for (const Record& first : launches.front().records) {
    if (first.kind != RecordKind::speed || !first.text("layout").empty()) continue;
    const std::string conditions = speed_conditions(first);
    const auto rows = records_of(launches, first.id(), conditions);
    if (!std::all_of(rows.begin(), rows.end(), is_usable)) continue;
    StoredSpeed entry{first.id(), conditions, over_launches(rows, "ratio_to_relu"),
                      over_launches(rows, "ratio_to_copy")};
    const auto best = best_records_of(in_layouts, entry.id, conditions);
    if (has_other_layouts(in_layouts, entry.id) && std::all_of(best.begin(), best.end(), is_usable)) {
      entry.best_to_relu = over_launches(best, "ratio_to_relu");
      entry.best_to_copy = over_launches(best, "ratio_to_copy");
    }
    entry.launches = static_cast<std::int64_t>(launches.size());
    entry.rounds = first.integer("repetitions");
    entry.commit = commit;
    entry.why = why;
    entries.push_back(std::move(entry));
  }
  return entries;
}

AcceptedSpeed accept_into(SpeedSnapshot snapshot, const std::vector<StoredSpeed>& entries) {
  AcceptedSpeed accepted{std::move(snapshot)};
  std::vector<StoredSpeed>& stored = accepted.snapshot.entries;
  for (const StoredSpeed& entry : entries) {
    const auto place = std::find_if(stored.begin(), stored.end(), [&](const StoredSpeed& each) {
      return each.id == entry.id && each.conditions == entry.conditions;
    });
    if (place == stored.end()) {
      stored.push_back(entry);
      if (!is_control(entry.id)) ++accepted.added;
    } else {
      *place = entry;
      if (!is_control(entry.id)) ++accepted.replaced;
    }
  }
  return accepted;
}

std::string why_unfit_to_accept(std::span<const Run> launches) {
  constexpr double most_of_controls = 0.05;
  constexpr double most_of_the_median_row = 0.03;
  std::vector<double> floors;
  if (launches.empty()) return "nothing was measured";
  for (const Record& first : launches.front().records) {
    if (first.kind != RecordKind::speed || first.text("status") != "ok" || !first.text("layout").empty()) continue;
    const double noise = noise_floor(records_of(launches, first.id(), speed_conditions(first)));
    if (!is_control(first.id())) floors.push_back(noise);
    else if (noise > most_of_controls)
      return fmt::format("{} moves by {} against the other control between launches, and {} is the most", first.id(),
                         percent(noise), percent(most_of_controls));
  }
  if (floors.empty()) return "no row was timed";
  const auto middle = floors.begin() + static_cast<std::ptrdiff_t>(floors.size() / 2);
  std::nth_element(floors.begin(), middle, floors.end());
  if (*middle <= most_of_the_median_row) return "";
  return fmt::format("the median row moves by {} between launches, and {} is the most", percent(*middle),
                     percent(most_of_the_median_row));
}

}  // namespace softplus_bench
