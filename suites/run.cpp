#include "suites/run.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <thread>

#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/accuracy_progress.hpp"
#include "suites/properties.hpp"
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
    const bool control = record.text("function") == "control" || record.kind == RecordKind::claims;
    row.betas.clear();
    row.threshold.reset();
    if (const std::string text = record.text("parameters"); !text.empty() && record.kind != RecordKind::claims) {
      const Parameters parameters = parse_parameters(text);
      row.betas = {parameters.beta};
      if (parameters.threshold != default_threshold) row.threshold = parameters.threshold;
    }
    if (!control)
      row.filters = {record.text("function") + "/" + record.text("implementation") + "/" + record.text("format") + "/" +
                     record.text("target")};
    row.accuracy = record.kind == RecordKind::accuracy;
    row.properties = record.kind == RecordKind::properties;
    row.speed = record.kind == RecordKind::speed;
    row.claims = record.kind == RecordKind::claims;
    completed["reproduce"] = "softplus-bench run " + row.options_text(row.suite.source) + row.files_text();
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

// " after 131072 of 4294967296 inputs (x up to -3.2e+38)"; nothing when none was done.
std::string how_far(const AccuracyJob& job, std::uint64_t done) {
  if (done == 0) return "";
  std::string text = fmt::format(" after {} of {} inputs", done, job.sampler->size());
  if (!job.sampler->consecutive()) return text;
  std::uint64_t last = 0;
  job.sampler->fill(done - 1, {&last, 1});
  return text + fmt::format(" (x up to {})", decimal_text(traits(job.format), last));
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
        threads_(std::max(1u, options.threads)),
        checkpoint_(options.earlier) {}

  RunOutcome outcome() {
    for (const Omission& omission : plan_.omissions) omit(omission.id, omission.reason);
    for (const AccuracyJob& job : plan_.accuracy) accuracy(job);
    for (const PropertiesJob& job : plan_.properties) properties(job);
    if (!plan_.speed.empty()) speed();
    if (!plan_.claims.empty()) claims();
    outcome_.stopped = options_.stop != nullptr && *options_.stop;
    outcome_.any_failed = sink_.any_failed();
    if (!plan_.accuracy.empty() || !plan_.properties.empty())
      outcome_.reference = {{"settled by shortcut", std::to_string(reference_.shortcut)},
                            {"certified by the fast path", std::to_string(reference_.fast)},
                            {"settled by analysis", std::to_string(reference_.settled)},
                            {"computed in MPFR", std::to_string(reference_.computed)},
                            {"highest precision (bits)", std::to_string(reference_.highest_precision)}};
    return outcome_;
  }

 private:
  void omit(const std::string& id, const std::string& reason) {
    outcome_.omissions.push_back({id, reason});
    sink_.accept(outcome_.omissions.back());
  }

  std::string why_stopped() const { return deadline_.spent() ? "the time budget was spent" : "interrupted"; }

  void report(const std::string& doing, double seconds_done) {
    const double total = std::max(
        (plan_.accuracy_seconds + plan_.properties_seconds) / threads_ + plan_.speed_seconds + plan_.claims_seconds,
        1e-9);
    if (options_.progress) options_.progress({doing, std::min(1.0, seconds_done / total)});
  }

  void hand_over_checkpoint() {
    if (options_.checkpoint) options_.checkpoint(checkpoint_);
  }

  void leave_out(const AccuracyJob& job, std::uint64_t inputs_done) {
    outcome_.unfinished = true;
    for (const Implementation* implementation : job.implementations)
      omit(row_id(*implementation, job.format, job.parameters),
           fmt::format("{}: {}{}", name_of(job), why_stopped(), how_far(job, inputs_done)));
  }

  void accuracy(const AccuracyJob& job) {
    const double seconds = planned_seconds(job) / threads_;
    const auto earlier = std::find_if(checkpoint_.finished.begin(), checkpoint_.finished.end(),
                                      [&](const FinishedJob& each) { return each.job == name_of(job); });
    if (earlier != checkpoint_.finished.end()) merge(reference_, earlier->reference);
    else measure(job, seconds);
    seconds_done_ += seconds;
  }

  void measure(const AccuracyJob& job, double seconds) {
    std::optional<AccuracyProgress> earlier;
    if (checkpoint_.under_way && checkpoint_.under_way->job == name_of(job)) earlier = checkpoint_.under_way;
    if (deadline_.flag()) {  // the checkpoint stays that of the job that was stopped
      if (earlier) merge(reference_, earlier->reference);
      leave_out(job, earlier ? earlier->inputs_done : 0);
      return;
    }
    AccuracyOptions options;
    options.threads = threads_;
    options.reference = options_.reference;
    options.stop = &deadline_.flag();
    options.progress = [&](std::uint64_t inputs) {
      report(name_of(job), seconds_done_ + seconds * static_cast<double>(inputs) /
                                               std::max(1.0, static_cast<double>(job.sampler->size())));
    };
    options.checkpoint_seconds = options_.checkpoint_seconds;
    if (options_.checkpoint)
      options.checkpoint = [&](const AccuracyProgress& progress) {
        checkpoint_.under_way = progress;
        hand_over_checkpoint();
      };
    if (earlier) options.earlier = &*earlier;
    options.progress(earlier ? earlier->inputs_done : 0);
    const AccuracyResult result = measure_accuracy(job, options);
    merge(reference_, result.reference);
    outcome_.phases.merge(result.seconds);
    if (!result.complete) {
      leave_out(job, result.inputs_done);
      return;
    }
    for (const ImplementationAccuracy& measured : result.implementations)
      for (const Record& record : accuracy_records(job, measured, request_.seed)) sink_.accept(record);
    checkpoint_.finished.push_back({name_of(job), result.reference});
    checkpoint_.under_way.reset();
    hand_over_checkpoint();
  }

  void properties(const PropertiesJob& job) {
    const double seconds = planned_seconds(job) / threads_;
    const auto earlier = std::find_if(checkpoint_.finished.begin(), checkpoint_.finished.end(),
                                      [&](const FinishedJob& each) { return each.job == name_of(job); });
    if (earlier != checkpoint_.finished.end()) merge(reference_, earlier->reference);
    else measure(job, seconds);
    seconds_done_ += seconds;
  }

  void measure(const PropertiesJob& job, double seconds) {
    PropertiesResult result;
    if (!deadline_.flag()) {
      PropertiesOptions options;
      options.threads = threads_;
      options.reference = options_.reference;
      options.stop = &deadline_.flag();
      options.progress = [&](std::uint64_t inputs) {
        report(name_of(job), seconds_done_ + seconds * static_cast<double>(inputs) /
                                                 std::max(1.0, static_cast<double>(job.sampler->size())));
      };
      options.progress(0);
      result = measure_properties(job, options, request_.seed);
    }
    merge(reference_, result.reference);
    if (!result.complete) {
      outcome_.unfinished = true;
      for (const Implementation* implementation : job.implementations)
        omit(row_id(*implementation, job.format, job.parameters), fmt::format("{}: {}", name_of(job), why_stopped()));
      return;
    }
    for (const Record& record : result.records) sink_.accept(record);
    checkpoint_.finished.push_back({name_of(job), result.reference});
    hand_over_checkpoint();
  }

  void speed() {
    SpeedOptions options;
    options.rounds = plan_.speed_rounds;
    options.seed = request_.seed;
    options.stop = &deadline_.flag();
    options.benchmark_arguments = options_.benchmark_arguments;
    options.progress = [&](double done, std::string_view group) {
      report(fmt::format("speed {}", group), seconds_done_ + plan_.speed_seconds * done);
    };
    SpeedOutcome timed;
    try {
      timed = run_speed(plan_.speed, options, sink_);
    } catch (const std::invalid_argument& error) {
      throw UsageError(error.what());  // an option that Google Benchmark does not know
    }
    if (timed.matched == 0 && !options_.benchmark_arguments.empty()) omit("speed", "--benchmark_filter leaves no row");
    outcome_.unfinished = outcome_.unfinished || !timed.complete;
    if (!timed.complete)
      omit("speed",
           fmt::format("{} of {} rows and controls were timed: {}", timed.delivered, timed.matched, why_stopped()));
  }

  void claims() {
    ClaimsOptions options = claims_options(plan_, request_);
    options.threads = threads_;
    options.stop = &deadline_.flag();
    seconds_done_ = plan_.accuracy_seconds / threads_ + plan_.speed_seconds;
    for (const std::string& claim : plan_.claims) {
      report("claim " + claim, seconds_done_);
      // The deadline's flag follows with a delay longer than some claims take.
      const bool stopped = options_.stop != nullptr && *options_.stop;
      const auto records = stopped ? std::nullopt : measure_claim(claim, options);
      if (!records) {
        outcome_.unfinished = true;
        omit("claims/" + claim, why_stopped());
        continue;
      }
      for (const Record& record : *records) sink_.accept(record);
      seconds_done_ += planned_seconds(claim, options);
    }
  }

  const Plan& plan_;
  const Request& request_;
  const RunOptions& options_;
  Completing sink_;
  Deadline deadline_;
  unsigned threads_;
  double seconds_done_ = 0;  // of expected work
  Checkpoint checkpoint_;
  ReferenceTally reference_;
  RunOutcome outcome_;
};

}  // namespace

RunOutcome carry_out(const Plan& plan, const Request& request, const std::string& run_id, RecordSink& sink,
                     const RunOptions& options) {
  return Execution(plan, request, run_id, sink, options).outcome();
}

}  // namespace softplus_bench
