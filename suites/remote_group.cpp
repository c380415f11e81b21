#include "suites/remote_group.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include "core/usage_error.hpp"
#include "suites/worker_rows.hpp"

namespace softplus_bench {
namespace {

// Both numbers of "NUMBER NUMBER"; as they were where there are none.
template <class Number>
void read_two(std::string_view text, Number& first, Number& second) {
  const char* const end = text.data() + text.size();
  const char* next = std::from_chars(text.data(), end, first).ptr;
  if (next != end) ++next;
  std::from_chars(next, end, second);
}

}  // namespace

RemoteGroup::RemoteGroup(std::span<const SpeedRow> rows, const FootprintPlan& plan, RemoteGroupOptions options)
    : rows_(rows.begin(), rows.end()), plan_(plan), options_(std::move(options)), failures_(rows.size() + 2) {
  call_rows();
  open();
}

void RemoteGroup::call_rows() {
  for (std::size_t i = 0; i < rows_.size() && !stopped(); ++i) {
    if (options_.ended != nullptr)
      if (const auto known = options_.ended->find(timed_row_id(rows_[i])); known != options_.ended->end())
        failures_[i] = known->second;
    if (failures_[i].empty()) failures_[i] = broken_contract(rows_[i], plan_, options_.input_seed);
  }
}

void RemoteGroup::remember_end(std::size_t task) {
  if (options_.ended != nullptr && task < rows_.size() && !stopped())
    options_.ended->emplace(timed_row_id(rows_[task]), failures_[task]);
}

// A worker with the group of those rows that have not failed. Where one of them ends it, another worker is tried
// without that row.
void RemoteGroup::open() {
  const SpeedRow& first = rows_.front();
  const auto is_left = [&](const std::string& failure) { return failure.empty(); };
  while (!stopped() && std::any_of(failures_.begin(), failures_.end() - 2, is_left)) {
    ran_last_.reset();
    try {
      WorkerProcess::Options options{options_.core, options_.make_seconds, options_.stop, options_.plugins};
      worker_ = std::make_unique<WorkerProcess>(options_.program, options);
    } catch (const UsageError& error) {
      return fail_all(error.what());
    } catch (const std::system_error& error) {
      return fail_all(error.what());
    }
    const WorkerAnswer begun = worker_->ask(fmt::format(
        "begin {} {} {} {} {} {} {} {:d}", name_of(first.metric), name_of(first.footprint), name_of(first.input_mix),
        first.threads, options_.input_seed, plan_.block_bytes, plan_.blocks, options_.warms_whole));
    if (!begun.ok) return fail_all(begun.text);
    if (!try_rows()) continue;
    const WorkerAnswer made = worker_->ask("make");
    if (!made.ok) return fail_all(made.text);
    read_two(made.text, elements_, pass_elements_);
    if (elements_ == 0 || pass_elements_ == 0) return fail_all("made nothing that can be timed");
    return;
  }
  fail_all("its worker has no rows left");
}

// False: no row is there, or the worker has ended.
bool RemoteGroup::try_rows() {
  places_.assign(failures_.size(), std::nullopt);
  std::size_t count = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!failures_[i].empty()) continue;
    const WorkerAnswer tried =
        worker_->ask(fmt::format("row {} {:d}", timed_row_id(rows_[i]), rows_[i].in_place), options_.call_seconds);
    if (tried.ok) {
      places_[i] = count++;
    } else {
      failures_[i] = tried.text;
      if (!worker_->is_alive()) {
        failures_[i] += ", called on inputs that it is to be timed on";
        remember_end(i);
        return false;
      }
    }
  }
  places_[rows_.size()] = count;
  places_[rows_.size() + 1] = count + 1;
  return count > 0;
}

void RemoteGroup::fail_all(const std::string& reason) {
  for (std::string& failure : failures_)
    if (failure.empty()) failure = reason;
}

EpochTime RemoteGroup::run(std::size_t task, std::size_t passes) {
  const EpochTime none{std::numeric_limits<double>::infinity(), 0};
  if (stopped() || !failures_[task].empty()) return none;
  if (!worker_->is_alive()) open();
  if (stopped() || !failures_[task].empty()) return none;
  const WorkerAnswer answer = worker_->ask(fmt::format("run {} {}", *places_[task], passes), options_.call_seconds);
  ran_last_ = task;
  EpochTime epoch;
  if (answer.ok) read_two(answer.text, epoch.ns, epoch.ticks);
  if (!answer.ok && !worker_->is_alive()) {
    failures_[task] = answer.text + " while it was timed";
    remember_end(task);
  } else if (!answer.ok) failures_[task] = answer.text;
  else if (!(epoch.ns >= 0)) failures_[task] = fmt::format("was not timed: '{}'", answer.text);
  return failures_[task].empty() ? epoch : none;
}

std::string RemoteGroup::verify(std::size_t task, bool last) {
  // What was run in a worker that is gone left no outputs.
  if (last && failures_[task].empty() && worker_->is_alive() && ran_last_ == task)
    if (const WorkerAnswer answer = worker_->ask(fmt::format("verify {}", *places_[task]), options_.call_seconds);
        !answer.ok)
      failures_[task] = answer.text;
  return failures_[task];
}

std::vector<PairedTask> RemoteGroup::tasks() {
  const char* const control_names[] = {"copy", "relu"};
  std::vector<PairedTask> tasks(failures_.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    tasks[i].name = i < rows_.size() ? speed_row_name(rows_[i]) : control_names[i - rows_.size()];
    tasks[i].elements = pass_elements_;
    if (options_.same_passes && i < rows_.size()) tasks[i].same_passes = 1;
    tasks[i].timed_run = [this, i](std::size_t passes) { return run(i, passes); };
    tasks[i].verify = [this, i](bool last) { return verify(i, last); };
  }
  return tasks;
}

}  // namespace softplus_bench
