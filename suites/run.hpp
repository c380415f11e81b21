// Carries out a plan and hands each record on as it is measured.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/checkpoint.hpp"
#include "core/record.hpp"
#include "suites/plan.hpp"

namespace softplus_bench {

// How far a run has come, in seconds of expected work.
struct Progress {
  std::string doing;  // "accuracy softplus binary32 (stratified)"
  double share = 0;   // of the whole, 0 to 1
};

struct RunOptions {
  unsigned threads = 1;
  ReferencePath reference = ReferencePath::fast;
  std::optional<double> time_budget_seconds;
  const std::atomic<bool>* stop = nullptr;        // set by Ctrl-C: what is finished is delivered, the rest omitted
  std::function<void(const Progress&)> progress;  // called often; must be cheap
  std::vector<std::string> benchmark_arguments;   // "--benchmark_...", for Google Benchmark
  Checkpoint earlier;                             // what an earlier attempt has done: it is not done again
  // Called about every checkpoint_seconds of the accuracy suite, when it is stopped, and after the records of each job.
  std::function<void(const Checkpoint&)> checkpoint;
  double checkpoint_seconds = 5;
};

struct RunOutcome {
  bool stopped = false;             // by `stop`
  bool unfinished = false;          // by `stop` or the time budget, with something left to do
  std::vector<Omission> omissions;  // the plan's, and what a stop or the time budget left out
  bool any_failed = false;          // some row has status "failed"
  PhaseSeconds phases;              // of the accuracy suite
  Facts reference;                  // how the exact values were reached
};

// run_id and the request's options stand in every record. Accuracy first, then properties, then speed, then claims.
RunOutcome carry_out(const Plan& plan, const Request& request, const std::string& run_id, RecordSink& sink,
                     const RunOptions& options);

}  // namespace softplus_bench
