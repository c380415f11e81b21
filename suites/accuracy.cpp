#include "suites/accuracy.hpp"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <mutex>
#include <thread>

#include "reference/function.hpp"
#include "suites/accuracy_progress.hpp"
#include "suites/executor/remote_caller.hpp"
#include "suites/regions.hpp"
#include "suites/sweep.hpp"

namespace softplus_bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::uint64_t portion_of(const Sampler& sampler) {
  const bool spans = sampler.consecutive() && sampler.size() >= 4 * consecutive_portion_size;
  return spans ? consecutive_portion_size : portion_size;
}

// A job under way. Its threads take portions in order, and stop only between two: so whenever all of them rest, the
// inputs done are those before the next portion, and everything known of them is a checkpoint.
class Measurement {
 public:
  Measurement(const AccuracyJob& job, const AccuracyOptions& options)
      : job_(job),
        options_(options),
        regions_(traits(job.format), *job.function, job.per_region, beta_of(job)),
        size_(job.sampler->size()),
        portion_(portion_of(*job.sampler)),
        earlier_(options.earlier != nullptr ? *options.earlier : no_progress(job, regions_)) {
    require_fits(earlier_, job_, regions_, portion_);
    done_ = earlier_.inputs_done;
    next_portion_ = (done_ + portion_ - 1) / portion_;
    const std::uint64_t portions = (size_ - done_) / portion_ + 1;
    workers_.resize(std::clamp<std::uint64_t>(options.threads, 1, portions));
  }

  AccuracyResult result() {
    std::barrier<AtRest> all_rest(static_cast<std::ptrdiff_t>(workers_.size()), AtRest{this});
    {
      std::vector<std::jthread> others;
      guarded([&] {
        while (others.size() + 1 < workers_.size())
          others.emplace_back([&, t = others.size() + 1] { work(workers_[t], all_rest); });
      });
      // Nobody waits for a thread that could not be started.
      for (std::size_t t = others.size() + 1; t < workers_.size(); ++t) all_rest.arrive_and_drop();
      work(workers_[0], all_rest);
    }
    if (error_) std::rethrow_exception(error_);
    AccuracyResult result = result_of(progress(), job_, regions_);
    result.complete = result.complete && !was_cut_short();
    for (const auto& worker : workers_) result.seconds.merge(worker->seconds());
    return result;
  }

 private:
  struct AtRest {
    Measurement* measurement;
    void operator()() noexcept { measurement->at_rest(); }
  };

  bool stopped() const { return give_up_ || (options_.stop != nullptr && *options_.stop); }

  template <class Action>
  void guarded(Action&& action) {
    try {
      action();
    } catch (...) {
      const std::lock_guard guard(lock_);
      if (!error_) error_ = std::current_exception();
      give_up_ = true;
    }
  }

  void work(std::unique_ptr<Sweep>& worker, std::barrier<AtRest>& all_rest) {
    guarded([&] {
      worker = std::make_unique<Sweep>(job_, regions_, options_.reference);
      // An implementation that has failed is not run again.
      for (std::size_t k = 0; k < earlier_.implementations.size(); ++k)
        worker->gathered()[k].failure = earlier_.implementations[k].failure;
    });
    while (!ended_) {
      if (worker) guarded([&] { measure_until_rest(*worker); });
      all_rest.arrive_and_wait();
    }
  }

  void measure_until_rest(Sweep& worker) {
    while (!stopped() && !rest_) {
      const std::uint64_t first = next_portion_++ * portion_;
      if (first >= size_) break;
      const std::uint64_t n = std::min(portion_, size_ - first);
      worker.measure(first, n);
      const std::uint64_t total = done_ += n;
      if (options_.checkpoint && SteadyClock::now() >= next_checkpoint_) rest_ = true;
      if (!options_.progress) continue;
      const std::lock_guard guard(lock_);
      options_.progress(total);
    }
  }

  // Then a row that has not failed is called a failed one: the last checkpoint is better than that.
  bool was_cut_short() const {
    return std::any_of(workers_.begin(), workers_.end(), [](const auto& worker) {
      return worker != nullptr &&
             std::any_of(worker->gathered().begin(), worker->gathered().end(),
                         [](const auto& gathered) { return gathered.failure == call_was_interrupted; });
    });
  }

  // On one thread, while the others wait.
  void at_rest() noexcept {
    ended_ = stopped() || done_ == size_;
    guarded([&] {
      if (options_.checkpoint && !give_up_ && done_ != size_ && !was_cut_short()) options_.checkpoint(progress());
    });
    ended_ = ended_ || give_up_;
    next_checkpoint_ = after_pause();
    rest_ = false;
  }

  AccuracyProgress progress() const {
    AccuracyProgress progress = with_gathered(earlier_, job_, workers_);
    progress.inputs_done = done_;
    return progress;
  }

  SteadyClock::time_point after_pause() const {
    return SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(
                                    std::chrono::duration<double>(options_.checkpoint_seconds));
  }

  const AccuracyJob& job_;
  const AccuracyOptions& options_;
  RegionMap regions_;
  std::uint64_t size_;
  std::uint64_t portion_;
  AccuracyProgress earlier_;
  std::vector<std::unique_ptr<Sweep>> workers_;
  std::atomic<std::uint64_t> next_portion_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<bool> rest_ = false;
  std::atomic<bool> give_up_ = false;
  bool ended_ = false;  // written while all threads rest
  SteadyClock::time_point next_checkpoint_ = after_pause();
  std::exception_ptr error_;
  std::mutex lock_;
};

}  // namespace

std::string job_name(std::string_view function, std::string_view format, std::string_view inputs) {
  return "accuracy " + std::string(function) + " " + std::string(format) + " (" + std::string(inputs) + ")";
}

std::string name_of(const AccuracyJob& job) {
  std::string function(job.function->name);
  if (job.parameters) function += "[" + job.parameters->text() + "]";
  return job_name(function, traits(job.format).name, job.inputs);
}

EnvelopeGrid envelope_grid_of(const AccuracyJob& job) {
  return job.grid.value_or(default_envelope_grid(traits(job.format)));
}

double beta_of(const AccuracyJob& job) { return job.parameters ? job.parameters->beta_in(traits(job.format)) : 1; }

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

void require_resumable(const AccuracyJob& job, const AccuracyProgress& earlier) {
  require_fits(earlier, job, RegionMap(traits(job.format), *job.function, job.per_region, beta_of(job)),
               portion_of(*job.sampler));
}

AccuracyResult measure_accuracy(const AccuracyJob& job, const AccuracyOptions& options) {
  return Measurement(job, options).result();
}

}  // namespace softplus_bench
