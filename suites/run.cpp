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
    std::string reproduce = "softplus-bench run " + row.options_text(row.suite.source);
    if (!row.corpus_file.empty() && row.accuracy) reproduce += " --corpus '" + row.corpus_file + "'";
    completed["reproduce"] = reproduce;
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

// One run under way: what its two suites share.
class Execution {
 public:
  Execution(const Plan& plan, const Request& request, const std::string& run_id, RecordSink& sink,
            const RunOptions& options)
      : plan_(plan),
        request_(request),
        options_(options),
        sink_(request, run_id, sink),
        deadline_(options.stop, options.time_budget_seconds),
        accuracy_seconds_(plan.accuracy_seconds / std::max(1u, options.threads)) {}

  RunOutcome outcome() {
    for (const Omission& omission : plan_.omissions) omit(omission.id, omission.reason);
    for (const AccuracyJob& job : plan_.accuracy) inputs_total_ += static_cast<double>(job.sampler->size());
    for (const AccuracyJob& job : plan_.accuracy) accuracy(job);
    if (!plan_.speed.empty()) speed();
    outcome_.stopped = options_.stop != nullptr && *options_.stop;
    outcome_.any_failed = sink_.any_failed();
    if (!plan_.accuracy.empty())
      outcome_.reference = {{"settled by shortcut", std::to_string(reference_.shortcut)},
                            {"certified by the fast path", std::to_string(reference_.fast)},
                            {"settled by analysis", std::to_string(reference_.oracle.settled)},
                            {"computed in MPFR", std::to_string(reference_.oracle.computed)},
                            {"highest precision (bits)", std::to_string(reference_.oracle.highest_precision)}};
    return outcome_;
  }

 private:
  void omit(const std::string& id, const std::string& reason) {
    outcome_.omissions.push_back({id, reason});
    sink_.accept(outcome_.omissions.back());
  }

  std::string why_stopped() const { return deadline_.spent() ? "the time budget was spent" : "interrupted"; }

  void report(const std::string& doing, double seconds_done) {
    const double total = std::max(accuracy_seconds_ + plan_.speed_seconds, 1e-9);
    if (options_.progress) options_.progress({doing, std::min(1.0, seconds_done / total)});
  }

  void accuracy(const AccuracyJob& job) {
    AccuracyOptions options;
    options.threads = options_.threads;
    options.reference = options_.reference;
    options.stop = &deadline_.flag();
    options.progress = [&](std::uint64_t inputs) {
      report(name_of(job), accuracy_seconds_ * (inputs_done_ + static_cast<double>(inputs)) / inputs_total_);
    };
    const AccuracyResult result = deadline_.flag() ? AccuracyResult{} : measure_accuracy(job, options);
    reference_.merge(result.reference);
    outcome_.phases.merge(result.seconds);
    inputs_done_ += static_cast<double>(job.sampler->size());
    if (!result.complete)
      for (const Implementation* implementation : job.implementations)
        omit(row_id(*implementation, job.format), fmt::format("{}: {}", name_of(job), why_stopped()));
    for (const ImplementationAccuracy& measured : result.implementations) {
      if (!result.complete) break;
      for (const Record& record : accuracy_records(job, measured, request_.seed)) sink_.accept(record);
    }
  }

  void speed() {
    SpeedOptions options;
    options.rounds = plan_.speed_rounds;
    options.seed = request_.seed;
    options.stop = &deadline_.flag();
    options.benchmark_arguments = options_.benchmark_arguments;
    options.progress = [&](double done, std::string_view group) {
      report(fmt::format("speed {}", group), accuracy_seconds_ + plan_.speed_seconds * done);
    };
    SpeedOutcome timed;
    try {
      timed = run_speed(plan_.speed, options, sink_);
    } catch (const std::invalid_argument& error) {
      throw UsageError(error.what());  // an option that Google Benchmark does not know
    }
    if (timed.matched == 0) omit("speed", "--benchmark_filter leaves no row");
    if (!timed.complete)
      omit("speed",
           fmt::format("{} of {} rows and controls were timed: {}", timed.delivered, timed.matched, why_stopped()));
  }

  const Plan& plan_;
  const Request& request_;
  const RunOptions& options_;
  Completing sink_;
  Deadline deadline_;
  double accuracy_seconds_;
  double inputs_total_ = 0;
  double inputs_done_ = 0;
  ReferenceCounts reference_;
  RunOutcome outcome_;
};

}  // namespace

RunOutcome carry_out(const Plan& plan, const Request& request, const std::string& run_id, RecordSink& sink,
                     const RunOptions& options) {
  return Execution(plan, request, run_id, sink, options).outcome();
}

}  // namespace softplus_bench
