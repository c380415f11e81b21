#include "suites/run.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <thread>

#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/speed.hpp"

namespace softplus_bench {
namespace {

// Hands records on with what the suites do not know filled in, and remembers whether any failed.
class Completing final : public RecordSink {
 public:
  Completing(const Request& request, const std::string& run_id, RecordSink& sink)
      : request_(request), run_id_(run_id), sink_(sink) {}

  void accept(const Record& record) override {
    Record completed = record;
    completed["run_id"] = run_id_;
    Request row = request_;
    const bool control = record.text("function") == "control";
    if (!control)
      row.filters = {record.text("function") + "/" + record.text("implementation") + "/" + record.text("format") + "/" +
                     record.text("target")};
    row.accuracy = record.kind == RecordKind::accuracy;
    row.speed = !row.accuracy;
    completed["reproduce"] = "softplus-bench run " + row.options_text(row.suite.source);
    any_failed_ = any_failed_ || record.text("status") == "failed";
    sink_.accept(completed);
  }
  void accept(const Omission& omission) override { sink_.accept(omission); }
  bool any_failed() const { return any_failed_; }

 private:
  const Request& request_;
  const std::string& run_id_;
  RecordSink& sink_;
  bool any_failed_ = false;
};

using SteadyClock = std::chrono::steady_clock;

std::string name_of(const AccuracyJob& job) {
  return fmt::format("accuracy {} {} ({})", job.function->name, traits(job.format).name, job.inputs);
}

// The stop of the whole run and the end of the time budget as one flag, watched from a thread of its own.
class Deadline {
 public:
  Deadline(const std::atomic<bool>* stop, std::optional<double> seconds)
      : watcher_([this, stop, seconds, start = SteadyClock::now()](const std::stop_token& done) {
          while (!done.stop_requested()) {
            const bool spent = seconds && std::chrono::duration<double>(SteadyClock::now() - start).count() > *seconds;
            if (spent) spent_ = true;
            if (spent || (stop != nullptr && *stop)) flag_ = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
          }
        }) {}
  const std::atomic<bool>& flag() const { return flag_; }
  bool spent() const { return spent_; }

 private:
  std::atomic<bool> flag_ = false;
  std::atomic<bool> spent_ = false;
  std::jthread watcher_;
};

}  // namespace

RunOutcome carry_out(const Plan& plan, const Request& request, const std::string& run_id, RecordSink& sink,
                     const RunOptions& options) {
  RunOutcome outcome;
  Completing completing(request, run_id, sink);
  const auto omit = [&](const std::string& id, const std::string& reason) {
    outcome.omissions.push_back({id, reason});
    completing.accept(outcome.omissions.back());
  };
  for (const Omission& omission : plan.omissions) omit(omission.id, omission.reason);

  const Deadline deadline(options.stop, options.time_budget_seconds);
  const auto why_stopped = [&] { return std::string(deadline.spent() ? "the time budget was spent" : "interrupted"); };
  const double accuracy_seconds = plan.accuracy_seconds / std::max(1u, options.threads);
  const double total_seconds = std::max(accuracy_seconds + plan.speed_seconds, 1e-9);
  const auto report = [&](const std::string& doing, double seconds_done) {
    if (options.progress) options.progress({doing, std::min(1.0, seconds_done / total_seconds)});
  };

  OracleCounts reference;
  double inputs_total = 0;
  double inputs_done = 0;
  for (const AccuracyJob& job : plan.accuracy) inputs_total += static_cast<double>(job.sampler->size());
  for (const AccuracyJob& job : plan.accuracy) {
    AccuracyOptions accuracy_options;
    accuracy_options.threads = options.threads;
    accuracy_options.stop = &deadline.flag();
    accuracy_options.progress = [&](std::uint64_t inputs) {
      report(name_of(job), accuracy_seconds * (inputs_done + static_cast<double>(inputs)) / inputs_total);
    };
    const bool skip = deadline.flag();
    const AccuracyResult result = skip ? AccuracyResult{} : measure_accuracy(job, accuracy_options);
    reference.merge(result.reference);
    inputs_done += static_cast<double>(job.sampler->size());
    if (!result.complete) {
      for (const Implementation* implementation : job.implementations)
        omit(row_id(*implementation, job.format), fmt::format("{}: {}", name_of(job), why_stopped()));
      continue;
    }
    for (const ImplementationAccuracy& accuracy : result.implementations)
      for (const Record& record : accuracy_records(job, accuracy, request.seed)) completing.accept(record);
  }

  if (!plan.speed.empty()) {
    SpeedOptions speed_options;
    speed_options.rounds = plan.speed_rounds;
    speed_options.seed = request.seed;
    speed_options.stop = &deadline.flag();
    speed_options.benchmark_arguments = options.benchmark_arguments;
    speed_options.progress = [&](double done, std::string_view group) {
      report(fmt::format("speed {}", group), accuracy_seconds + plan.speed_seconds * done);
    };
    const SpeedOutcome speed = [&] {
      try {
        return run_speed(plan.speed, speed_options, completing);
      } catch (const std::invalid_argument& error) {
        throw UsageError(error.what());  // an option that Google Benchmark does not know
      }
    }();
    if (speed.matched == 0) omit("speed", "--benchmark_filter leaves no row");
    if (!speed.complete)
      omit("speed",
           fmt::format("{} of {} rows and controls were timed: {}", speed.delivered, speed.matched, why_stopped()));
  }

  outcome.stopped = options.stop != nullptr && *options.stop;
  outcome.any_failed = completing.any_failed();
  if (!plan.accuracy.empty())
    outcome.reference = {{"settled by analysis", std::to_string(reference.settled)},
                         {"computed in MPFR", std::to_string(reference.computed)},
                         {"highest precision (bits)", std::to_string(reference.highest_precision)}};
  return outcome;
}

}  // namespace softplus_bench
