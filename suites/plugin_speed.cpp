#include "suites/plugin_speed.hpp"

#include <sched.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <vector>

#include "suites/controls.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench {
namespace {

using Places = std::vector<std::size_t>;  // of rows

// By file; "" are those of the program itself.
std::map<std::string, Places> rows_by_file(std::span<const SpeedRow> rows) {
  std::map<std::string, Places> by_file;
  for (std::size_t i = 0; i < rows.size(); ++i) by_file[plugin_file_of(*rows[i].implementation)].push_back(i);
  return by_file;
}

std::vector<SpeedRow> chosen(std::span<const SpeedRow> rows, const Places& places) {
  std::vector<SpeedRow> some;
  for (const std::size_t place : places) some.push_back(rows[place]);
  return some;
}

// The rows of one process and then its copy and relu.
struct Part {
  Places places;  // in the group
  std::vector<PairedTask> tasks;
  std::size_t elements = 0;
  SpeedGroupTasks own{};                  // what they run on: of the program itself,
  std::unique_ptr<RemoteGroup> remote{};  // or of a worker
};

// Where there are no rows, the controls are those of a group of relu.
Part own_part(std::span<const SpeedRow> rows, Places places, const FootprintPlan& plan,
              const SpeedGroupOptions& options) {
  std::vector<SpeedRow> own = chosen(rows, places);
  if (own.empty()) own.push_back(control_row(relu_control(), rows.front()));
  Part part{std::move(places), {}, 0};
  part.own = make_speed_group(own, plan, options);
  part.tasks = part.own.tasks;
  if (part.places.empty()) part.tasks.erase(part.tasks.begin());
  part.elements = part.own.elements;
  return part;
}

Part remote_part(std::span<const SpeedRow> rows, Places places, const FootprintPlan& plan,
                 const RemoteGroupOptions& where) {
  Part part{std::move(places), {}, 0};
  part.remote = std::make_unique<RemoteGroup>(chosen(rows, part.places), plan, where);
  part.tasks = part.remote->tasks();
  part.elements = part.remote->elements();
  return part;
}

// Timed as a worker times: the task may be run after another process had the core.
void warm_first(PairedTask& task, std::size_t passes, const EpochTimer& timer) {
  task.timed_run = [plain = task, passes, &timer](std::size_t timed) { return time_warm(timer, plain, passes, timed); };
  task.restore = {};
}

SpeedGroupResult empty_result(std::size_t rows) {
  SpeedGroupResult result;
  result.rows.resize(rows);
  result.beside.resize(rows);
  result.complete = true;
  return result;
}

// The samples of a part, in the order of its tasks.
void take_samples(const Part& part, std::span<PairedSample> samples, SpeedGroupResult& result) {
  const std::size_t n = part.places.size();
  for (std::size_t i = 0; i < n; ++i) result.rows[part.places[i]] = std::move(samples[i]);
  if (part.remote == nullptr) {
    result.copy = std::move(samples[n]);
    result.relu = std::move(samples[n + 1]);
  } else {
    result.elsewhere.push_back({std::move(samples[n]), std::move(samples[n + 1])});
    for (const std::size_t place : part.places) result.beside[place] = result.elsewhere.size();
  }
  result.elements = std::max(result.elements, part.elements);
}

// False: stopped.
bool measure_parts(std::deque<Part>& parts, const PairedOptions& options, SpeedGroupResult& result) {
  std::vector<PairedTask> tasks;
  for (const Part& part : parts) tasks.insert(tasks.end(), part.tasks.begin(), part.tasks.end());
  PairedResult paired = run_paired(tasks, options);
  if (!paired.complete) return false;
  std::span<PairedSample> samples = paired.samples;
  for (const Part& part : parts) {
    take_samples(part, samples.first(part.tasks.size()), result);
    samples = samples.subspan(part.tasks.size());
  }
  return true;
}

RemoteGroupOptions options_for(const SpeedGroupOptions& options) {
  RemoteGroupOptions where;
  where.input_seed = options.input_seed;
  where.same_passes = options.same_passes;
  where.stop = options.paired.stop;
  where.call_seconds = plugin_time_out_seconds();
  where.make_seconds = std::max(where.make_seconds, 4 * where.call_seconds);  // a quarter of it is for loading
  return where;
}

// Part of a progress that counts rounds of several runs.
PairedOptions in_turn(const PairedOptions& options, std::size_t turn, std::size_t turns) {
  PairedOptions some = options;
  if (options.progress)
    some.progress = [&options, turn, turns](std::size_t done, std::size_t total) {
      options.progress(turn * total + done, turns * total);
    };
  return some;
}

}  // namespace

bool any_of_plugins(std::span<const SpeedRow> rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const SpeedRow& row) { return !plugin_file_of(*row.implementation).empty(); });
}

SpeedGroupResult PluginGroups::measure(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                       const SpeedGroupOptions& options) {
  auto by_file = rows_by_file(rows);
  const Places own = by_file[""];
  by_file.erase("");
  if (by_file.empty()) return measure_speed_group(rows, plan, options);
  RemoteGroupOptions where = options_for(options);
  SpeedGroupResult result = empty_result(rows.size());
  const bool together = rows.front().footprint == Footprint::l1 && rows.front().threads == 1;
  const TiedToCore tied(together ? sched_getcpu() : -1);
  where.warms_whole = together;
  where.ended = &ended_;
  const EpochTimer timer(options.paired.clock);

  std::deque<Part> parts;
  std::size_t turn = 0;
  const auto measure_unless_together = [&] {
    if (together) return true;
    const bool complete = measure_parts(parts, in_turn(options.paired, turn++, by_file.size() + 1), result);
    parts.clear();
    return complete;
  };
  parts.push_back(own_part(rows, own, plan, options));
  if (together)
    for (PairedTask& task : parts.back().tasks) warm_first(task, parts.back().elements / task.elements, timer);
  result.complete = measure_unless_together();
  for (auto& [file, places] : by_file) {
    if (!result.complete) return result;
    where.plugins = {file};
    parts.push_back(remote_part(rows, places, plan, where));
    result.complete = measure_unless_together();
  }
  if (together) result.complete = measure_parts(parts, options.paired, result);
  return result;
}

SpeedGroupResult measure_in_one_worker(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                       const SpeedGroupOptions& options) {
  RemoteGroupOptions where = options_for(options);
  for (const auto& [file, places] : rows_by_file(rows))
    if (!file.empty()) where.plugins.push_back(file);
  RemoteGroup group(rows, plan, where);
  return group_result(run_paired(group.tasks(), options.paired), group.elements());
}

std::size_t control_tasks(std::span<const SpeedRow> rows) {
  auto by_file = rows_by_file(rows);
  by_file.erase("");
  return 2 * (by_file.size() + 1);
}

}  // namespace softplus_bench
