#include "reports/properties.hpp"

namespace softplus_bench {
namespace {

bool must_hold(const Record& record) { return record.text("rule") == "hard" || record.text("rule") == "special"; }

}  // namespace

bool is_measured_property(const Record& record) {
  return record.kind == RecordKind::properties && record.text("status") == "ok";
}

bool is_violated(const Record& record) { return must_hold(record) && record.integer("n_excess_violations") > 0; }

PropertyCounts count_properties(const Run& run) {
  PropertyCounts counts;
  for (const Record& record : run.records) {
    if (!is_measured_property(record)) continue;
    if (is_violated(record)) counts.violated.push_back(&record);
    else if (must_hold(record)) ++counts.kept;
    else if (record.text("rule") == "soft" && record.integer("n_excess_violations") > 0) ++counts.exceeded;
  }
  return counts;
}

}  // namespace softplus_bench
