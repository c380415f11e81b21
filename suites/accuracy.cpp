#include "suites/accuracy.hpp"

#include <algorithm>
#include <mutex>
#include <thread>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "suites/executor/host.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t block_size = 1024;

// Regions by name, in order of first appearance, and which of them an input lies in.
class RegionMap {
 public:
  RegionMap(const FormatTraits& f, const Function& function, bool per_region) : f_(f) {
    if (!per_region) {
      names_.emplace_back("overall");
      return;
    }
    Oracle oracle(function, f);
    for (const RegionCut& cut : function.regions(f, oracle)) {
      const auto found = std::find(names_.begin(), names_.end(), cut.name);
      cuts_.push_back({cut.last_ordinal, static_cast<std::size_t>(found - names_.begin())});
      if (found == names_.end()) names_.emplace_back(cut.name);
    }
  }
  const std::vector<std::string>& names() const { return names_; }
  // NaN inputs belong to the first region, as the infinities do: "special".
  std::size_t of(std::uint64_t x) const {
    if (cuts_.empty() || is_nan(f_, x)) return 0;
    const std::int64_t place = ordinal(f_, x);
    for (const auto& [last, region] : cuts_)
      if (place <= last) return region;
    return 0;
  }

 private:
  const FormatTraits& f_;
  std::vector<std::string> names_;
  std::vector<std::pair<std::int64_t, std::size_t>> cuts_;
};

struct OracleCondition {
  Oracle& oracle;
  double estimate(std::uint64_t x, std::uint64_t) const { return oracle.condition_estimate(x); }
  double exact(std::uint64_t x, std::uint64_t) const { return oracle.condition(x); }
};

// What one thread gathers for one implementation.
struct Gathered {
  HostExecutor executor;
  std::vector<ErrorStatistics> by_region;
  Envelope envelope;
  std::string failure;
};

struct Worker {
  const AccuracyJob& job;
  const FormatTraits& f;
  const RegionMap& regions;
  OracleCounts reference{};
  std::vector<Gathered> gathered{};

  Worker(const AccuracyJob& j, const FormatTraits& format, const RegionMap& map) : job(j), f(format), regions(map) {
    for (const Implementation* implementation : job.implementations)
      gathered.push_back({HostExecutor(*implementation, f, block_size),
                          std::vector<ErrorStatistics>(regions.names().size()),
                          Envelope(f, default_envelope_grid(f)),
                          {}});
  }

  void measure(Oracle& oracle, std::span<const std::uint64_t> x) {
    std::array<Expected, block_size> expected;
    std::array<std::size_t, block_size> region{};
    std::array<std::uint64_t, block_size> got{};
    for (std::size_t i = 0; i < x.size(); ++i) {
      expected[i] = oracle(x[i]);
      region[i] = regions.of(x[i]);
    }
    for (std::size_t k = 0; k < gathered.size(); ++k) {
      Gathered& g = gathered[k];
      if (!g.failure.empty()) continue;
      const std::span outputs(got.data(), x.size());
      g.failure = g.executor.run(x, outputs);
      if (!g.failure.empty()) continue;
      const Claim claim = visit_format(
          f.id, [&]<class T>(std::type_identity<T>) { return job.implementations[k]->variant<T>().claim; });
      for (std::size_t i = 0; i < x.size(); ++i) {
        const Observation o{x[i], 0, got[i], expected[i], score(f, got[i], expected[i])};
        accumulate(g.by_region[region[i]], f, o, claim, claim.exists() && in_claim_interval(f, claim, x[i]),
                   OracleCondition{oracle});
        g.envelope.add(o);
      }
    }
  }
};

// The printed maxima are exact to the printed digits: the witnesses are computed again in MPFR.
void make_exact(Oracle& oracle, Witness& witness) {
  if (witness.any) witness.error = oracle.exact_error(witness.input, witness.got, oracle(witness.input));
}

}  // namespace

ErrorStatistics ImplementationAccuracy::overall(const FormatTraits& f) const {
  ErrorStatistics all;
  for (const auto& [name, statistics] : regions) all.merge(f, statistics);
  return all;
}

AccuracyResult measure_accuracy(const AccuracyJob& job, const AccuracyOptions& options) {
  const FormatTraits& f = traits(job.format);
  const RegionMap regions(f, *job.function, job.per_region);
  const std::uint64_t size = job.sampler->size();
  const std::uint64_t blocks = size / block_size + (size % block_size != 0 ? 1 : 0);
  std::atomic<std::uint64_t> next_block = 0;
  std::atomic<std::uint64_t> done = 0;
  std::atomic<bool> give_up = false;
  std::exception_ptr error;
  std::mutex lock;

  const auto threads =
      static_cast<unsigned>(std::clamp<std::uint64_t>(options.threads, 1, std::max<std::uint64_t>(blocks, 1)));
  std::vector<Worker> workers;
  workers.reserve(threads);
  for (unsigned t = 0; t < threads; ++t) workers.emplace_back(job, f, regions);
  const auto stopped = [&] { return give_up || (options.stop != nullptr && *options.stop); };
  const auto work = [&](Worker& worker) {
    try {
      Oracle oracle(*job.function, f);
      std::array<std::uint64_t, block_size> x{};
      while (!stopped()) {
        const std::uint64_t block = next_block++;
        if (block >= blocks) break;
        const std::uint64_t first = block * block_size;
        const std::span inputs(x.data(), static_cast<std::size_t>(std::min<std::uint64_t>(block_size, size - first)));
        job.sampler->fill(first, inputs);
        worker.measure(oracle, inputs);
        const std::uint64_t total = done += inputs.size();
        if (options.progress && block % 16 == 0) {
          const std::lock_guard guard(lock);
          options.progress(total);
        }
      }
      worker.reference = oracle.counts();
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
  for (const Worker& worker : workers) result.reference.merge(worker.reference);
  for (std::size_t k = 0; k < job.implementations.size(); ++k) {
    ImplementationAccuracy accuracy;
    accuracy.implementation = job.implementations[k];
    Envelope envelope(f, default_envelope_grid(f));
    for (std::size_t r = 0; r < regions.names().size(); ++r)
      accuracy.regions.push_back({regions.names()[r], ErrorStatistics{}});
    for (const Worker& worker : workers) {
      const Gathered& g = worker.gathered[k];
      // Which block failed first depends on the schedule; what failed does not.
      if (accuracy.failure.empty() || (!g.failure.empty() && g.failure < accuracy.failure))
        accuracy.failure = g.failure;
      for (std::size_t r = 0; r < accuracy.regions.size(); ++r) accuracy.regions[r].statistics.merge(f, g.by_region[r]);
      envelope.merge(g.envelope);
    }
    accuracy.envelope = envelope.bins();
    result.implementations.push_back(std::move(accuracy));
  }
  Oracle oracle(*job.function, f);
  for (ImplementationAccuracy& accuracy : result.implementations)
    for (RegionStatistics& region : accuracy.regions)
      for (Witness* witness :
           {&region.statistics.lowest, &region.statistics.highest, &region.statistics.first_violation})
        make_exact(oracle, *witness);
  return result;
}

}  // namespace softplus_bench
