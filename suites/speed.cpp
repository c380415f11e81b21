#include "suites/speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <new>
#include <system_error>
#include <tuple>

#include "core/sign_test.hpp"
#include "suites/controls.hpp"
#include "suites/device_speed.hpp"
#include "suites/google_benchmark.hpp"
#include "suites/plugin_speed.hpp"

namespace softplus_bench {
namespace {

struct Group {
  SpeedRow first;
  std::vector<SpeedRow> rows;     // to be timed; without the controls
  std::vector<SpeedRow> skipped;  // with their reasons
  std::vector<std::string> reasons;
  FootprintPlan plan;
  std::string label;
  Implementation copy = copy_control;
  Implementation relu = relu_control();
  bool delivers_controls = true;         // of several groups under the same conditions the first that is timed
  std::deque<SpeedGroupResult> results;  // one per repetition; their places in memory stay
};

// What the controls' records say of a group: those of the processor are alike in all of them, each device has its own.
auto conditions_of(const SpeedRow& row) {
  const Target target = row.implementation->target;
  return std::tuple(row.format, row.metric, row.footprint, row.input_mix, row.threads,
                    is_device(target) ? target : Target::scalar);
}

// In L1 the inputs of different functions find room beside each other; in larger footprints each group has one array of
// inputs, or it would walk over more than the footprint. Rows that cannot be timed are in the first group.
bool is_of_group(const SpeedRow& row, const SpeedRow& first) {
  if (conditions_of(row) != conditions_of(first)) return false;
  return row.footprint == Footprint::l1 || recipe_of(row) == recipe_of(first);
}

// Groups in the order of their first rows, rows in theirs.
std::vector<Group> groups_of(std::span<const SpeedRow> rows, const SpeedOptions& options) {
  std::vector<Group> groups;
  for (const SpeedRow& row : rows) {
    auto place = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return is_of_group(row, g.first); });
    if (place == groups.end()) {
      place = groups.insert(groups.end(), Group{});
      place->first = row;
      place->plan = footprint_of(row, options.caches, options.memory_limit_bytes);
      if (is_device(row.implementation->target)) {
        place->copy = device_control("copy", *row.implementation);
        place->relu = device_control("relu", *row.implementation);
      }
      place->label = fmt::format("{} {} {} {}", traits(row.format).name, name_of(row.metric), name_of(row.footprint),
                                 name_of(row.input_mix));
      if (row.threads != 1) place->label += fmt::format(" {} threads", row.threads);
    }
    Group& group = *place;
    std::string reason = reason_to_skip(row, group.plan);
    if (reason.empty()) {
      group.rows.push_back(row);
    } else {
      group.skipped.push_back(row);
      group.reasons.push_back(std::move(reason));
    }
  }
  std::vector<decltype(conditions_of(groups.front().first))> delivered;
  for (Group& group : groups) {
    if (group.rows.empty()) continue;
    const auto conditions = conditions_of(group.first);
    group.delivers_controls = std::find(delivered.begin(), delivered.end(), conditions) == delivered.end();
    delivered.push_back(conditions);
  }
  return groups;
}

PairedOptions paired_options(const SpeedOptions& options) {
  PairedOptions paired;
  paired.rounds = options.rounds;
  paired.epoch_ns = options.epoch_ns;
  paired.seed = options.seed;
  paired.stop = options.stop;
  return paired;
}

Record identity_record(const SpeedRow& row) {
  Record record(RecordKind::speed);
  const auto text = [](std::string_view s) { return std::string(s); };
  record["schema_version"] = std::int64_t{schema_version};
  record["function"] = text(row.implementation->function);
  record["implementation"] = text(row.implementation->name);
  record["format"] = text(traits(row.format).name);
  record["target"] = text(name_of(row.implementation->target));
  if (!row.implementation->library.empty()) record["library"] = text(row.implementation->library);
  if (!row.parameters_text.empty()) record["parameters"] = row.parameters_text;
  record["metric"] = text(name_of(row.metric));
  record["footprint"] = text(name_of(row.footprint));
  record["input_mix"] = text(name_of(row.input_mix));
  record["in_place"] = std::int64_t{row.in_place};
  record["threads"] = static_cast<std::int64_t>(row.threads);
  if (row.layout != 0) record["layout"] = text(layouts[row.layout].name);
  return record;
}

// Read and written, for one element.
double bytes_per_element(const SpeedRow& row) { return traits(row.format).bits / 8.0 * (row.two_inputs ? 3 : 2); }

// What was timed of a row or a control, and the controls that it is compared with.
struct Timed {
  const PairedSample& sample;
  const PairedSample& copy;
  const PairedSample& relu;
};
Timed timed_row_of(const SpeedGroupResult& result, std::size_t row) {
  return {result.rows[row], result.copy_beside(row), result.relu_beside(row)};
}

Record timed_record(const SpeedRow& row, const Timed& timed, std::size_t elements, const FootprintPlan& plan,
                    double confidence) {
  const PairedSample& sample = timed.sample;
  Record record = identity_record(row);
  record["elements"] = static_cast<std::int64_t>(elements);
  if (!sample.failure.empty()) {
    record["status"] = "failed";
    record["reason"] = sample.failure;
    return record;
  }
  const std::vector<double> per_element = sample.ns_per_element();
  const MedianInterval ns = median_interval(per_element, confidence);
  record["ns_per_element"] = ns.median;
  record["ns_low"] = ns.low;
  record["ns_high"] = ns.high;
  record["elements_per_second"] = 1e9 / ns.median;
  record["gb_per_second"] = bytes_per_element(row) / ns.median;
  if (!sample.epoch_ticks.empty())
    record["tsc_cycles_per_element"] = median_interval(sample.ticks_per_element(), confidence).median;
  const auto compare_with = [&](const PairedSample& control, const std::string& column) {
    if (!control.failure.empty()) return;
    const MedianInterval ratio = median_ratio(per_element, control.ns_per_element(), confidence);
    record[column] = ratio.median;
    record[column + "_low"] = ratio.low;
    record[column + "_high"] = ratio.high;
  };
  compare_with(timed.copy, "ratio_to_copy");
  compare_with(timed.relu, "ratio_to_relu");
  record["repetitions"] = static_cast<std::int64_t>(per_element.size());
  record["status"] = "ok";
  if (!plan.note.empty()) record["reason"] = plan.note;
  return record;
}

BenchmarkRounds rounds_of(const SpeedRow& row, const PairedSample& sample, const Record& record) {
  BenchmarkRounds rounds;
  rounds.error = sample.failure;
  rounds.epoch_ns = sample.epoch_ns;
  rounds.passes_per_epoch = static_cast<double>(sample.passes);
  rounds.items_per_pass = static_cast<double>(sample.elements) / rounds.passes_per_epoch;
  rounds.bytes_per_pass = rounds.items_per_pass * bytes_per_element(row);
  for (const char* column :
       {"ns_per_element", "ns_low", "ns_high", "tsc_cycles_per_element", "ratio_to_copy", "ratio_to_relu"})
    if (record.has(column)) rounds.counters.emplace_back(column, record.number(column));
  return rounds;
}

// Delivers records, and measures a group when the first of its rows is asked for.
class SpeedRun {
 public:
  SpeedRun(std::vector<Group>& groups, const SpeedOptions& options, RecordSink& sink)
      : groups_(groups), options_(options), sink_(sink) {}

  // Benchmarks of the group's rows and then, where it delivers them, of its controls.
  void add_entries(Group& group, std::vector<BenchmarkEntry>& entries) {
    for (std::size_t i = 0; i < group.rows.size(); ++i)
      entries.push_back(
          entry(group, group.rows[i], [i](const SpeedGroupResult& result) { return timed_row_of(result, i); }));
    if (!group.delivers_controls) return;
    entries.push_back(entry(group, control_row(group.copy, group.rows.front()), [](const SpeedGroupResult& r) {
      return Timed{r.copy, r.copy, r.relu};
    }));
    entries.push_back(entry(group, control_row(group.relu, group.rows.front()), [](const SpeedGroupResult& r) {
      return Timed{r.relu, r.copy, r.relu};
    }));
  }

  void deliver_skipped(const Group& group) {
    for (std::size_t i = 0; i < group.skipped.size(); ++i) {
      Record record = identity_record(group.skipped[i]);
      record["status"] = "skipped";
      record["reason"] = group.reasons[i];
      deliver(std::move(record));
    }
  }

  std::size_t delivered() const { return delivered_; }
  bool stopped() const { return stopped_; }

 private:
  template <class TimedOf>
  BenchmarkEntry entry(Group& group, const SpeedRow& row, TimedOf timed_of) {
    return {speed_row_name(row), options_.rounds, [this, &group, row, timed_of](std::size_t repetition) {
              // rows of a group ask for the same repetition in turn; the first to ask has it measured
              while (!stopped_ && group.results.size() <= repetition) measure(group);
              if (group.results.size() <= repetition) return BenchmarkRounds{{}, 1, 0, 0, {}, "stopped"};
              const SpeedGroupResult& result = group.results[repetition];
              const Timed timed = timed_of(result);
              const Record record = timed_record(row, timed, result.elements, group.plan, options_.confidence);
              if (repetition == 0) deliver(record);
              return rounds_of(row, timed.sample, record);
            }};
  }

  void measure(Group& group) {
    SpeedGroupOptions options;
    options.input_seed = options_.seed;
    options.paired = paired_options(options_);
    options.paired.seed += group.results.size();
    if (options_.progress)
      options.paired.progress = [&](std::size_t done, std::size_t total) {
        const auto groups_done = static_cast<double>(&group - groups_.data());
        const double share = static_cast<double>(done) / static_cast<double>(total);
        options_.progress((groups_done + share) / static_cast<double>(groups_.size()), group.label);
      };
    SpeedGroupResult result;
    const auto fail = [&](const std::string& reason) {
      result = {};
      result.rows.resize(group.rows.size());
      result.complete = true;
      for (PairedSample& sample : result.rows) sample.failure = reason;
      result.copy.failure = result.relu.failure = reason;
    };
    try {
      const bool on_device = is_device(group.first.implementation->target);
      result = on_device ? devices_.measure(group.rows, group.plan, options)
                         : plugins_.measure(group.rows, group.plan, options);
    } catch (const DeviceError& error) {
      fail(error.what());
    } catch (const std::bad_alloc&) {
      fail(fmt::format("not enough memory: {} MiB", (group.plan.total_bytes >> 20) * group.first.threads));
    } catch (const std::system_error& error) {
      fail(fmt::format("{} threads cannot be started: {}", group.first.threads, error.what()));
    }
    stopped_ = !result.complete;
    if (!stopped_) group.results.push_back(std::move(result));
  }

  void deliver(Record record) {
    if (options_.complete) options_.complete(record);
    sink_.accept(record);
    ++delivered_;
  }

  std::vector<Group>& groups_;
  const SpeedOptions& options_;
  RecordSink& sink_;
  DeviceGroups devices_;
  PluginGroups plugins_;
  std::size_t delivered_ = 0;
  bool stopped_ = false;
};

}  // namespace

SpeedOutcome run_speed(std::span<const SpeedRow> rows, const SpeedOptions& options, RecordSink& sink) {
  std::vector<Group> groups = groups_of(rows, options);
  SpeedRun run(groups, options, sink);
  std::vector<BenchmarkEntry> entries;
  for (Group& group : groups) {
    run.deliver_skipped(group);
    if (!group.rows.empty()) run.add_entries(group, entries);
  }
  SpeedOutcome outcome;
  if (!entries.empty()) outcome.matched = run_google_benchmark(entries, options.benchmark_arguments);
  outcome.delivered = run.delivered();
  outcome.complete = !run.stopped();
  return outcome;
}

double planned_seconds(std::span<const SpeedRow> rows, const SpeedOptions& options) {
  constexpr double filled_bytes_per_second = 1e9;  // page faults included
  double seconds = 0;
  for (const Group& group : groups_of(rows, options)) {
    if (group.rows.empty()) continue;
    PairedOptions paired = paired_options(options);
    if (is_device(group.first.implementation->target)) paired.seconds = device_group_seconds;
    seconds += planned_seconds(group.rows.size() + control_tasks(group.rows), paired) +
               static_cast<double>(group.plan.total_bytes * group.first.threads) / filled_bytes_per_second;
  }
  return seconds;
}

}  // namespace softplus_bench
