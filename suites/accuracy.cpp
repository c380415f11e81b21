#include "suites/accuracy.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "suites/executor/host.hpp"
#include "suites/regions.hpp"
#include "suites/scorer.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t block_size = reference_block;
// Of consecutive inputs, what a thread takes at a time, and what one rule may settle.
constexpr std::uint64_t span_blocks = 64;

using Clock = std::chrono::steady_clock;

Claim claim_of(const Implementation& implementation, FormatId format) {
  return visit_format(format, [&]<class T>(std::type_identity<T>) { return implementation.variant<T>().claim; });
}

// What one thread gathers for one implementation.
struct Gathered {
  HostExecutor executor;
  Scorer scorer;
  std::string failure;
};

// One thread's share of a job.
class Worker {
 public:
  Worker(const AccuracyJob& job, const RegionMap& regions, ReferencePath path)
      : job_(job),
        f_(traits(job.format)),
        regions_(regions),
        reference_(*job.function, f_, path),
        envelope_(f_, default_envelope_grid(f_)) {
    for (const Implementation* implementation : job.implementations)
      gathered_.push_back({HostExecutor(*implementation, f_, block_size),
                           Scorer(f_, regions.names().size(), claim_of(*implementation, job.format), job.per_region),
                           {}});
  }

  // Inputs first to first + n - 1 of the sampler.
  void measure(std::uint64_t first, std::uint64_t n) {
    const bool consecutive = job_.sampler->consecutive();
    SpanAnswer answer;
    if (consecutive && n > block_size) answer = span(first, n);
    for (std::uint64_t done = 0; done < n; done += block_size) {
      const std::span inputs(inputs_.data(), static_cast<std::size_t>(std::min<std::uint64_t>(block_size, n - done)));
      job_.sampler->fill(first + done, inputs);
      block_.place(inputs, regions_, envelope_, consecutive);
      charge(seconds.inputs);
      if (answer.rule != SpanRule::none) measure_settled(answer);
      else measure_block();
    }
  }

  ReferenceCounts counts() const { return reference_.counts(); }
  std::vector<Gathered>& gathered() { return gathered_; }
  PhaseSeconds seconds;

 private:
  SpanAnswer span(std::uint64_t first, std::uint64_t n) {
    std::uint64_t ends[2];
    job_.sampler->fill(first, {&ends[0], 1});
    job_.sampler->fill(first + n - 1, {&ends[1], 1});
    const SpanAnswer answer = reference_.span(ends[0], ends[1]);
    if (answer.rule != SpanRule::none) reference_.count_shortcut(n);
    charge(seconds.reference);
    return answer;
  }

  void measure_block() {
    reference_.fill(block_.x, block_.reference);
    charge(seconds.reference);
    for (Gathered& g : gathered_)
      if (run(g)) {
        g.scorer.score(block_, outputs(), reference_, false);
        charge(seconds.statistics);
      }
  }

  // A block of a span that one rule settles. Where correct outputs could be extremes, their tails are
  // wanted more precisely than the rule has them.
  void measure_settled(const SpanAnswer& answer) {
    answer.fill(block_.x, block_.reference);
    const bool precise = answer.at_first.tail == answer.at_last.tail;
    block_.same_tail = precise;
    bool filled = false;
    charge(seconds.reference);
    for (Gathered& g : gathered_) {
      if (!run(g)) continue;
      const bool settled = precise || (block_.uniform && !g.scorer.could_raise(block_.region[0], block_.bin[0], f_,
                                                                               answer.at_first, answer.at_last));
      if (!settled && !filled) {
        exact_block_.place(block_.x, regions_, envelope_, true);
        reference_.fill(exact_block_.x, exact_block_.reference);
        filled = true;
        charge(seconds.reference);
      }
      g.scorer.score(settled ? block_ : exact_block_, outputs(), reference_, settled && !precise);
      charge(seconds.statistics);
    }
  }

  bool run(Gathered& g) {
    if (!g.failure.empty()) return false;
    g.failure = g.executor.run(block_.x, outputs());
    charge(seconds.implementation);
    return g.failure.empty();
  }

  std::span<std::uint64_t> outputs() { return {outputs_.data(), block_.x.size()}; }

  // The time since the last call goes to `phase`.
  void charge(double& phase) {
    const auto now = Clock::now();
    phase += std::chrono::duration<double>(now - last_).count();
    last_ = now;
  }

  const AccuracyJob& job_;
  const FormatTraits& f_;
  const RegionMap& regions_;
  CertifiedReference reference_;
  Envelope envelope_;  // for its bins alone
  std::vector<Gathered> gathered_;
  Block block_;
  Block exact_block_;
  std::array<std::uint64_t, block_size> inputs_{};
  std::array<std::uint64_t, block_size> outputs_{};
  Clock::time_point last_ = Clock::now();
};

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
  const bool spans = job.sampler->consecutive() && size >= (std::uint64_t{1} << 22);
  const std::uint64_t portion = block_size * (spans ? span_blocks : 1);
  const std::uint64_t portions = size / portion + (size % portion != 0 ? 1 : 0);
  std::atomic<std::uint64_t> next_portion = 0;
  std::atomic<std::uint64_t> done = 0;
  std::atomic<bool> give_up = false;
  std::exception_ptr error;
  std::mutex lock;

  const auto threads =
      static_cast<unsigned>(std::clamp<std::uint64_t>(options.threads, 1, std::max<std::uint64_t>(portions, 1)));
  std::vector<std::unique_ptr<Worker>> workers(threads);
  const auto stopped = [&] { return give_up || (options.stop != nullptr && *options.stop); };
  const auto work = [&](std::unique_ptr<Worker>& worker) {
    try {
      // Made here: the oracle lives on its thread's MPFR state.
      worker = std::make_unique<Worker>(job, regions, options.reference);
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
    result.seconds.merge(worker->seconds);
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
  Oracle oracle(*job.function, f);
  for (ImplementationAccuracy& accuracy : result.implementations)
    for (RegionStatistics& region : accuracy.regions)
      for (Witness* witness :
           {&region.statistics.lowest, &region.statistics.highest, &region.statistics.first_violation})
        make_exact(oracle, *witness);
  return result;
}

}  // namespace softplus_bench
