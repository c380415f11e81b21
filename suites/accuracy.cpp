#include "suites/accuracy.hpp"

#include <algorithm>
#include <mutex>
#include <thread>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "suites/regions.hpp"
#include "suites/sweep.hpp"

namespace softplus_bench {
namespace {

// The printed maxima are exact to the printed digits: the witnesses are computed again in MPFR.
void make_exact(Oracle& oracle, Witness& witness) {
  if (witness.any) witness.error = oracle.exact_error(witness.input, witness.got, oracle(witness.input));
}

}  // namespace

void PhaseSeconds::merge(const PhaseSeconds& other) {
  inputs += other.inputs;
  reference += other.reference;
  implementation += other.implementation;
  statistics += other.statistics;
}

ErrorStatistics ImplementationAccuracy::overall(const FormatTraits& f) const {
  ErrorStatistics all;
  for (const auto& [name, statistics] : regions) all.merge(f, statistics);
  return all;
}

AccuracyResult measure_accuracy(const AccuracyJob& job, const AccuracyOptions& options) {
  const FormatTraits& f = traits(job.format);
  const RegionMap regions(f, *job.function, job.per_region);
  const std::uint64_t size = job.sampler->size();
  const bool spans = job.sampler->consecutive() && size >= 4 * consecutive_portion_size;
  const std::uint64_t portion = spans ? consecutive_portion_size : portion_size;
  const std::uint64_t portions = size / portion + (size % portion != 0 ? 1 : 0);
  std::atomic<std::uint64_t> next_portion = 0;
  std::atomic<std::uint64_t> done = 0;
  std::atomic<bool> give_up = false;
  std::exception_ptr error;
  std::mutex lock;

  const auto threads =
      static_cast<unsigned>(std::clamp<std::uint64_t>(options.threads, 1, std::max<std::uint64_t>(portions, 1)));
  std::vector<std::unique_ptr<Sweep>> workers(threads);
  const auto stopped = [&] { return give_up || (options.stop != nullptr && *options.stop); };
  const auto work = [&](std::unique_ptr<Sweep>& worker) {
    try {
      worker = std::make_unique<Sweep>(job, regions, options.reference);
      while (!stopped()) {
        const std::uint64_t first = next_portion++ * portion;
        if (first >= size) break;
        const std::uint64_t n = std::min(portion, size - first);
        worker->measure(first, n);
        const std::uint64_t total = done += n;
        if (options.progress) {
          const std::lock_guard guard(lock);
          options.progress(total);
        }
      }
    } catch (...) {
      const std::lock_guard guard(lock);
      if (!error) error = std::current_exception();
      give_up = true;
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned t = 1; t < threads; ++t) others.emplace_back([&, t] { work(workers[t]); });
    work(workers[0]);
  }
  if (error) std::rethrow_exception(error);

  AccuracyResult result;
  result.complete = done == size;
  for (const auto& worker : workers) {
    result.reference.merge(worker->counts());
    result.seconds.merge(worker->seconds());
  }
  for (std::size_t k = 0; k < job.implementations.size(); ++k) {
    ImplementationAccuracy accuracy;
    accuracy.implementation = job.implementations[k];
    Envelope envelope(f, default_envelope_grid(f));
    for (std::size_t r = 0; r < regions.names().size(); ++r)
      accuracy.regions.push_back({regions.names()[r], ErrorStatistics{}});
    for (const auto& worker : workers) {
      Gathered& g = worker->gathered()[k];
      // Which block failed first depends on the schedule; what failed does not.
      if (accuracy.failure.empty() || (!g.failure.empty() && g.failure < accuracy.failure))
        accuracy.failure = g.failure;
      for (std::size_t r = 0; r < accuracy.regions.size(); ++r)
        accuracy.regions[r].statistics.merge(f, g.scorer.by_region()[r]);
      envelope.merge(g.scorer.envelope());
    }
    accuracy.envelope = envelope.bins();
    result.implementations.push_back(std::move(accuracy));
  }
  Oracle oracle(*job.function, f, job.rounding);
  for (ImplementationAccuracy& accuracy : result.implementations)
    for (RegionStatistics& region : accuracy.regions)
      for (Witness* witness :
           {&region.statistics.lowest, &region.statistics.highest, &region.statistics.first_violation})
        make_exact(oracle, *witness);
  return result;
}

}  // namespace softplus_bench
