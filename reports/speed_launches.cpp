#include "reports/speed_launches.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace softplus_bench {

bool is_control(std::string_view id) { return id.starts_with("control/"); }

bool is_usable(const Record* record) {
  return record != nullptr && record->text("status") == "ok" && record->number("ratio_to_relu") > 0 &&
         record->number("ratio_to_copy") > 0;
}

RatioRange range_of(const Record& record, const std::string& column) {
  return {record.number(column + "_low"), record.number(column), record.number(column + "_high")};
}

RatioRange over_launches(std::span<const Record* const> launches, const std::string& column) {
  RatioRange all{std::numeric_limits<double>::infinity(), 0, 0};
  std::vector<double> medians;
  for (const Record* record : launches) {
    const RatioRange one = range_of(*record, column);
    all.low = std::min(all.low, one.low);
    all.high = std::max(all.high, one.high);
    medians.push_back(one.median);
  }
  std::sort(medians.begin(), medians.end());
  all.median = (medians[(medians.size() - 1) / 2] + medians[medians.size() / 2]) / 2;
  return all;
}

std::vector<const Record*> records_of(std::span<const Run> launches, const std::string& id,
                                      const std::string& conditions) {
  std::vector<const Record*> records;
  for (const Run& run : launches) {
    const auto place = std::find_if(run.records.begin(), run.records.end(), [&](const Record& r) {
      return r.kind == RecordKind::speed && r.text("layout").empty() && r.id() == id &&
             speed_conditions(r) == conditions;
    });
    records.push_back(place != run.records.end() ? &*place : nullptr);
  }
  return records;
}

std::vector<const Record*> best_records_of(std::span<const Run> launches, const std::string& id,
                                           const std::string& conditions) {
  std::vector<const Record*> best;
  for (const Run& run : launches) {
    const Record* least = nullptr;
    for (const Record& record : run.records) {
      if (record.kind != RecordKind::speed || record.id() != id || speed_conditions(record) != conditions) continue;
      if (!is_usable(&record)) continue;
      if (least == nullptr || record.number("ratio_to_relu") < least->number("ratio_to_relu")) least = &record;
    }
    best.push_back(least);
  }
  return best;
}

double noise_floor(std::span<const Record* const> launches) {
  double noise = 0;
  for (const char* column : std::array{"ratio_to_relu", "ratio_to_copy"}) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (const Record* record : launches) {
      if (!is_usable(record)) continue;
      const RatioRange one = range_of(*record, column);
      least = std::min(least, one.median);
      most = std::max(most, one.median);
      noise = std::max(noise, one.high / one.low - 1);
    }
    if (most > 0) noise = std::max(noise, most / least - 1);
  }
  return noise;
}

}  // namespace softplus_bench
