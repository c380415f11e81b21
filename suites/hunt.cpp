#include "suites/hunt.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "reference/function.hpp"
#include "suites/accuracy_progress.hpp"
#include "suites/executor/remote_caller.hpp"
#include "suites/hunt_probe.hpp"
#include "suites/hunt_search.hpp"
#include "suites/notable_inputs.hpp"

namespace softplus_bench {
namespace {

class Hunt {
 public:
  Hunt(const HuntJob& job, const HuntOptions& options)
      : job_(job), options_(options), f_(traits(job.format)), regions_(f_, *job.function, true) {
    for (unsigned t = 0; t < std::max(1u, options.threads); ++t)
      probers_.push_back(std::make_unique<Prober>(job, regions_, options.seed));
  }

  HuntOutcome outcome() {
    Search search = prepared();
    HuntOutcome result;
    while (result.rounds < options_.most_rounds && !stopped()) {
      std::vector<Probe> round = search.plan();
      result.exhausted = round.empty();
      if (result.exhausted) break;
      const bool whole = evaluate(round);
      search.learn(round);
      if (!whole) break;
      ++result.rounds;
      if (options_.spent && options_.spent()) break;
    }
    result.accuracy = gathered();
    if (result.accuracy.failure.empty()) result.worst = witnesses(search.worst());
    result.reference = counts_;
    return result;
  }

 private:
  bool stopped() const { return options_.stop != nullptr && *options_.stop; }

  Search prepared() const {
    const auto intervals = region_intervals(*job_.function, f_);
    Oracle oracle(*job_.function, f_);
    return {f_, intervals, notable_inputs(f_, *job_.function, intervals, oracle), options_.seed};
  }

  // False when it was stopped, or the implementation failed: then probes are left out, and empty.
  bool evaluate(std::vector<Probe>& round) {
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> give_up = false;
    std::exception_ptr error;
    std::mutex lock;
    const auto work = [&](Prober& prober) {
      try {
        CertifiedReference reference(*job_.function, f_, ReferencePath::fast);
        while (!give_up && !stopped()) {
          const std::size_t i = next++;
          if (i >= round.size()) break;
          prober.evaluate(round[i], reference);
          if (!prober.failure().empty()) give_up = true;
        }
        const std::lock_guard guard(lock);
        counts_.merge(reference.counts());
      } catch (...) {
        const std::lock_guard guard(lock);
        if (!error) error = std::current_exception();
        give_up = true;
      }
    };
    {
      std::vector<std::jthread> others;
      for (std::size_t t = 1; t < probers_.size(); ++t) others.emplace_back([&, t] { work(*probers_[t]); });
      work(*probers_[0]);
    }
    if (error) std::rethrow_exception(error);
    std::erase_if(round, [](const Probe& probe) { return probe.magnitudes.empty(); });
    return !give_up && !stopped();
  }

  ImplementationAccuracy gathered() {
    const EnvelopeGrid grid = default_envelope_grid(f_);
    ImplementationProgress all = no_progress(*job_.implementation, regions_, grid);
    for (const auto& prober : probers_)
      add(all, f_, prober->failure() == call_was_interrupted ? "" : prober->failure(), prober->scorer());
    Oracle oracle(*job_.function, f_);
    return accuracy_of(all, *job_.implementation, regions_, grid, oracle);
  }

  // The worst of these inputs, their errors computed again in MPFR.
  std::vector<Witness> witnesses(const std::vector<std::uint64_t>& inputs) const {
    const std::uint64_t apart = std::max<std::uint64_t>(2, f_.fraction_mask() >> 7);
    Oracle oracle(*job_.function, f_);
    HostExecutor executor(*job_.implementation, f_, 1);
    std::vector<Witness> chosen;
    for (const std::uint64_t input : inputs) {
      const bool beside = std::any_of(chosen.begin(), chosen.end(), [&](const Witness& other) {
        // Distances on binary64's whole line need all 64 bits.
        const auto [low, high] = std::minmax({ordinal(f_, other.input), ordinal(f_, input)});
        return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) < apart;
      });
      if (beside || chosen.size() == options_.witnesses) continue;
      Witness w{.any = true, .input = input};
      const Expected expected = oracle(input);
      executor.run({&w.input, 1}, {&w.got, 1});
      w.want = expected.rounded;
      const Score scored = score(f_, w.got, expected);
      if (!scored.scored || (scored.verdicts & correctly_rounded) != 0) continue;
      w.error = oracle.exact_error(input, 0, w.got, expected);
      chosen.push_back(w);
    }
    std::sort(chosen.begin(), chosen.end(), [&](const Witness& a, const Witness& b) { return worse(f_, a, b); });
    return chosen;
  }

  const HuntJob& job_;
  const HuntOptions& options_;
  const FormatTraits& f_;
  RegionMap regions_;
  std::vector<std::unique_ptr<Prober>> probers_;
  ReferenceCounts counts_;
};

}  // namespace

HuntOutcome hunt(const HuntJob& job, const HuntOptions& options) { return Hunt(job, options).outcome(); }

std::vector<Record> hunt_records(const HuntJob& job, const HuntOutcome& outcome, std::uint64_t seed) {
  AccuracyJob as_accuracy;
  as_accuracy.function = job.function;
  as_accuracy.format = job.format;
  as_accuracy.inputs = "hunted";
  as_accuracy.sampler = listed({});  // inputs in no order
  auto records = accuracy_records(as_accuracy, outcome.accuracy, seed);
  for (Record& record : records) {
    for (const auto* column : {"mean_ulp", "rms_ulp", "bias_ulp", "p50_ulp", "p90_ulp", "p99_ulp", "p999_ulp",
                               "share_correctly_rounded", "share_faithful"})
      record[column] = std::monostate();
    record.histogram.clear();
  }
  return records;
}

}  // namespace softplus_bench
