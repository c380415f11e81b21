#include "suites/properties.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <mutex>
#include <thread>

#include "reference/function.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/properties/jumps.hpp"
#include "suites/properties/position.hpp"
#include "suites/properties/records.hpp"
#include "suites/properties/special.hpp"
#include "suites/properties/sweep.hpp"

namespace softplus_bench {
namespace {

// Inputs that positions are tried with: about as many, evenly spread over the set.
constexpr std::uint64_t position_inputs = 61;

class Measurement {
 public:
  Measurement(const PropertiesJob& job, const PropertiesOptions& options, std::uint64_t seed)
      : job_(job),
        options_(options),
        seed_(seed),
        f_(traits(job.format)),
        size_(job.sampler->size()),
        properties_(properties_of(job)),
        tallies_(job.implementations.size(), Tallies(properties_.size())),
        special_(job.implementations.size()),
        failures_(job.implementations.size()) {
    const double beta = job.parameters ? job.parameters->beta_in(f_) : 1;
    if (ValueTable::serves(*job.function, f_))
      tables_.values = std::make_unique<ValueTable>(*job.function, f_, options.reference, beta);
    tables_.inverse = inverse_of(job);
    if (tables_.inverse != nullptr && ValueTable::serves(*tables_.inverse, f_))
      tables_.inverses = std::make_unique<ValueTable>(*tables_.inverse, f_, options.reference, 1);
  }

  PropertiesResult result() {
    for (ValueTable* table : {tables_.values.get(), tables_.inverses.get()})
      if (table != nullptr) {
        on_all_threads([&] { table->compute(&give_up()); });
        add(table->counts());
      }
    on_all_threads([&] { work(); });
    if (error_) std::rethrow_exception(error_);
    PropertiesResult result;
    result.complete = !stopped();
    result.reference = reference_;
    if (result.complete) result.records = records();
    return result;
  }

 private:
  bool stopped() const { return failed_ || (options_.stop != nullptr && *options_.stop); }
  const std::atomic<bool>& give_up() const { return options_.stop != nullptr ? *options_.stop : failed_; }

  template <class Action>
  void on_all_threads(Action&& action) {
    const auto guarded = [&] {
      try {
        action();
      } catch (...) {
        const std::lock_guard guard(lock_);
        if (!error_) error_ = std::current_exception();
        failed_ = true;
      }
    };
    std::vector<std::jthread> others;
    while (others.size() + 1 < options_.threads) others.emplace_back(guarded);
    guarded();
  }

  void add(const ReferenceCounts& counts) {
    reference_.shortcut += counts.shortcut;
    reference_.fast += counts.fast;
    reference_.settled += counts.oracle.settled;
    reference_.computed += counts.oracle.computed;
    reference_.highest_precision = std::max<std::uint64_t>(
        reference_.highest_precision, static_cast<std::uint64_t>(std::max(0, counts.oracle.highest_precision)));
  }

  void work() {
    if (stopped()) return;
    PropertySweep sweep(job_, tables_, options_.reference);
    while (!stopped()) {
      const std::uint64_t first = next_.fetch_add(reference_block);
      if (first >= size_) break;
      const std::uint64_t n = std::min<std::uint64_t>(reference_block, size_ - first);
      sweep.measure(first, n);
      done_ += n;
      if (!options_.progress) continue;
      const std::lock_guard guard(lock_);
      options_.progress(done_);
    }
    for (std::size_t k = 0; k < failures_.size(); ++k) note_failure(k, sweep.failure(k));
    while (!stopped()) {
      const std::size_t k = next_implementation_++;
      if (k >= job_.implementations.size()) break;
      if (has_failed(k)) continue;
      take_first_thrown();
      measure_apart(k, sweep);
      note_failure(k, take_first_thrown());
    }
    const std::lock_guard guard(lock_);
    add(sweep.counts());
    for (std::size_t k = 0; k < tallies_.size(); ++k) merge(tallies_[k], sweep.tallies()[k]);
  }

  void note_failure(std::size_t k, const std::string& failure) {
    const std::lock_guard guard(lock_);
    if (failures_[k].empty()) failures_[k] = failure;
  }
  bool has_failed(std::size_t k) {
    const std::lock_guard guard(lock_);
    return !failures_[k].empty();
  }

  void merge(Tallies& into, const Tallies& from) const {
    for (std::size_t p = 0; p < into.size(); ++p) into[p].merge(*properties_[p], from[p]);
  }

  // What is not looked at input by input.
  void measure_apart(std::size_t k, PropertySweep& sweep) {
    const Implementation& implementation = *job_.implementations[k];
    Tallies found(properties_.size());
    for (std::size_t p = 0; p < properties_.size(); ++p) {
      if (properties_[p] == &position_property) found[p] = position(implementation);
      if (properties_[p] == &jump_property) found[p] = measure_jumps(job_, implementation, cutoff_values(sweep));
      if (properties_[p] == &branch_property)
        found[p] =
            measure_branches(job_, implementation, job_.forwards.empty() ? nullptr : job_.forwards[k], sweep.exact());
    }
    special_[k] = measure_special_values(job_, implementation, sweep.exact());
    merge(sweep.tallies()[k], found);
  }

  // Once for all implementations, by the thread that is first to ask.
  const CutoffValues& cutoff_values(PropertySweep& sweep) {
    std::call_once(cutoff_values_known_, [&] { cutoff_values_ = values_beside_cutoffs(job_, sweep.exact()); });
    return cutoff_values_;
  }

  PropertyTally position(const Implementation& implementation) const {
    const bool pairs = job_.function->inputs == 2;
    const std::uint64_t n = std::min(position_inputs, size_);
    std::vector<std::uint64_t> x(n);
    std::vector<std::uint64_t> x2(pairs ? n : 0);
    for (std::size_t i = 0; i < n; ++i)
      job_.sampler->fill(size_ / n * i, std::span(x).subspan(i, 1),
                         std::span(x2).subspan(pairs ? i : 0, pairs ? 1 : 0));
    // Most numbers are tiny or huge: the middle is seldom among them.
    std::vector<double> middle{-87, -20, -7.5, -1.25, -0.3, 0.3, 0.75, 1.25, 7.5, 20, 87};
    for (const double m : middle) {
      x.push_back(narrow_bits(f_, m));
      if (pairs) x2.push_back(narrow_bits(f_, 0.5 - m));
    }
    return measure_position(implementation, f_, job_.parameters, x, x2);
  }

  std::vector<Record> records() const {
    std::vector<Record> records;
    for (std::size_t k = 0; k < job_.implementations.size(); ++k) {
      const Implementation& implementation = *job_.implementations[k];
      // What a kernel that threw has left in its outputs is no answer.
      if (!failures_[k].empty()) {
        records.push_back(failed_record(job_, implementation, failures_[k]));
        continue;
      }
      for (std::size_t p = 0; p < properties_.size(); ++p)
        if (tallies_[k][p].n != 0)
          records.push_back(property_record(job_, implementation, *properties_[p], tallies_[k][p], seed_));
      for (const SpecialOutcome& outcome : special_[k])
        records.push_back(special_record(job_, implementation, outcome));
    }
    return records;
  }

  const PropertiesJob& job_;
  const PropertiesOptions& options_;
  std::uint64_t seed_;
  const FormatTraits& f_;
  std::uint64_t size_;
  std::vector<const Property*> properties_;
  PropertyTables tables_;
  std::vector<Tallies> tallies_;
  std::vector<std::vector<SpecialOutcome>> special_;
  std::vector<std::string> failures_;  // of each implementation what it threw; empty where nothing
  ReferenceTally reference_;
  std::atomic<std::uint64_t> next_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<std::size_t> next_implementation_ = 0;
  std::atomic<bool> failed_ = false;
  std::once_flag cutoff_values_known_;
  CutoffValues cutoff_values_;
  std::exception_ptr error_;
  std::mutex lock_;
};

}  // namespace

std::string name_of(const PropertiesJob& job) {
  std::string function(job.function->name);
  if (job.parameters) function += "[" + job.parameters->text() + "]";
  return "properties " + function + " " + std::string(traits(job.format).name) + " (" + job.inputs + ")";
}

PropertiesResult measure_properties(const PropertiesJob& job, const PropertiesOptions& options, std::uint64_t seed) {
  return Measurement(job, options, seed).result();
}

}  // namespace softplus_bench
