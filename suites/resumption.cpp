#include "suites/resumption.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "reference/function.hpp"

namespace softplus_bench {
namespace {

std::string job_of(const Record& record) {
  std::string function = record.text("function");
  if (const std::string parameters = record.text("parameters"); !parameters.empty()) function += "[" + parameters + "]";
  return job_name(function, record.text("format"), record.text("inputs"));
}

// The job that a record of a property comes from but for its inputs, which a record of a special value does not name.
std::string properties_of(std::string_view function, std::string_view format, const std::string& parameters) {
  return std::string(function) + "[" + parameters + "] " + std::string(format);
}
std::string properties_of(const Record& record) {
  return properties_of(record.text("function"), record.text("format"), record.text("parameters"));
}
std::string properties_of(const PropertiesJob& job) {
  return properties_of(job.function->name, traits(job.format).name, job.parameters ? job.parameters->text() : "");
}

// Whether every implementation of the job has its first record.
bool delivered(const AccuracyJob& job, const std::vector<Record>& records) {
  std::set<std::string> ids;
  for (const Record& record : records)
    if (record.kind == RecordKind::accuracy && job_of(record) == name_of(job)) ids.insert(record.id());
  return std::all_of(job.implementations.begin(), job.implementations.end(), [&](const Implementation* each) {
    return ids.contains(row_id(*each, job.format, job.parameters));
  });
}

// The group of rows that are timed beside each other, as suites/speed makes them: one of these, or several that share
// the records of their controls.
using SpeedGroupKey = std::tuple<std::string, std::string, std::string, std::string, std::int64_t, std::string>;
// Devices have groups and controls of their own.
std::string device_of(std::string_view target) {
  const bool device = target == name_of(Target::opencl) || target == name_of(Target::cuda);
  return device ? std::string(target) : std::string();
}
SpeedGroupKey group_of(const SpeedRow& row) {
  return {std::string(traits(row.format).name),
          std::string(name_of(row.metric)),
          std::string(name_of(row.footprint)),
          std::string(name_of(row.input_mix)),
          row.threads,
          device_of(name_of(row.implementation->target))};
}
SpeedGroupKey group_of(const Record& record) {
  return {record.text("format"),    record.text("metric"),     record.text("footprint"),
          record.text("input_mix"), record.integer("threads"), device_of(record.text("target"))};
}

struct SpeedGroup {
  std::set<std::tuple<std::string, std::int64_t, std::string>> missing;  // id, in_place, layout
  std::set<std::string> controls;
  bool any_timed = false;
  bool whole() const { return missing.empty() && (!any_timed || controls.size() == 2); }
};

// Groups all of whose rows have a record, and both controls where any was timed.
std::set<SpeedGroupKey> timed_groups(const Plan& plan, const std::vector<Record>& records) {
  std::map<SpeedGroupKey, SpeedGroup> groups;
  for (const SpeedRow& row : plan.speed) {
    std::string id = row_id(*row.implementation, row.format);
    if (!row.parameters_text.empty()) id += "[" + row.parameters_text + "]";
    groups[group_of(row)].missing.insert({id, row.in_place, std::string(layouts[row.layout].name)});
  }
  for (const Record& record : records) {
    if (record.kind != RecordKind::speed) continue;
    SpeedGroup& group = groups[group_of(record)];
    group.any_timed = group.any_timed || record.text("status") != "skipped";
    if (record.text("function") == "control") group.controls.insert(record.text("implementation"));
    else group.missing.erase({record.id(), record.integer("in_place"), record.text("layout")});
  }
  std::set<SpeedGroupKey> timed;
  for (const auto& [key, group] : groups)
    if (group.whole()) timed.insert(key);
  return timed;
}

}  // namespace

Resumption resumption_of(const Plan& plan, const Checkpoint& earlier, const std::vector<Record>& records) {
  Resumption result;
  std::set<std::string> finished;
  for (const AccuracyJob& job : plan.accuracy) {
    const auto found = std::find_if(earlier.finished.begin(), earlier.finished.end(),
                                    [&](const FinishedJob& each) { return each.job == name_of(job); });
    if (found == earlier.finished.end() || !delivered(job, records)) continue;
    result.checkpoint.finished.push_back(*found);
    finished.insert(found->job);
  }
  std::set<std::string> looked_at;
  for (const PropertiesJob& job : plan.properties) {
    const auto found = std::find_if(earlier.finished.begin(), earlier.finished.end(),
                                    [&](const FinishedJob& each) { return each.job == name_of(job); });
    if (found == earlier.finished.end()) continue;
    result.checkpoint.finished.push_back(*found);
    looked_at.insert(properties_of(job));
  }
  result.checkpoint.under_way = earlier.under_way;
  const auto timed = timed_groups(plan, records);
  for (const Record& record : records) {
    const bool accuracy = record.kind == RecordKind::accuracy && finished.contains(job_of(record));
    const bool speed = record.kind == RecordKind::speed && timed.contains(group_of(record));
    const bool properties = record.kind == RecordKind::properties && looked_at.contains(properties_of(record));
    if (accuracy || properties || speed) result.kept.push_back(record);  // the others are measured anew
  }
  for (const SpeedRow& row : plan.speed)
    if (!timed.contains(group_of(row))) result.speed.push_back(row);
  return result;
}

}  // namespace softplus_bench
