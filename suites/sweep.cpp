#include "suites/sweep.hpp"

#include <algorithm>

#include "reference/function.hpp"

namespace softplus_bench {

Sweep::Sweep(const AccuracyJob& job, const RegionMap& regions, ReferencePath path)
    : job_(job),
      f_(traits(job.format)),
      regions_(regions),
      ordered_(job.sampler->consecutive() && job.function->increasing),
      reference_(*job.function, f_, path, job.rounding, beta_of(job)),
      envelope_(f_, envelope_grid_of(job)) {
  for (const Implementation* implementation : job.implementations)
    gathered_.push_back({HostExecutor(*implementation, f_, ahead(*implementation), job.rounding, job.parameters),
                         Scorer(f_, regions.names().size(), claim_of(job, *implementation), envelope_.grid()),
                         {}});
}

void Sweep::measure(std::uint64_t first, std::uint64_t n) {
  if (ordered_) {
    // The first input of all has none before it: it stands for its own.
    const std::uint64_t before = input_at(first == 0 ? 0 : first - 1);
    for (Gathered& g : gathered_)
      if (run(g, {&before, 1})) g.before = outputs_[1];
  }
  for (std::size_t i = 0; i < gathered_.size(); ++i)
    if (Gathered& g = gathered_[i]; ahead(*job_.implementations[i]) >= n && n > reference_block && g.failure.empty())
      g.failure = g.executor.run_ahead(index_of_bits(f_, input_at(first)), static_cast<std::size_t>(n));
  charge(seconds_.implementation);
  if (job_.sampler->consecutive() && n > reference_block && measure_settled(first, n)) return;
  measure_blocks(first, n);
}

// Inputs given to the implementation in one call: as many as a thread takes at a time where calls are
// dear.
std::size_t Sweep::ahead(const Implementation& implementation) const {
  const bool more = calls_are_dear(implementation.target) && job_.sampler->consecutive();
  return more ? consecutive_portion_size : reference_block;
}

std::uint64_t Sweep::input_at(std::uint64_t i) const {
  std::uint64_t x = 0;
  job_.sampler->fill(i, {&x, 1});
  return x;
}

// The next inputs, a block of them or what is left.
std::span<const std::uint64_t> Sweep::fill_inputs(std::uint64_t first, std::uint64_t left) {
  const std::span inputs(inputs_.data(), static_cast<std::size_t>(std::min<std::uint64_t>(reference_block, left)));
  job_.sampler->fill(first, inputs, second_inputs(inputs.size()));
  return inputs;
}

void Sweep::measure_blocks(std::uint64_t first, std::uint64_t n) {
  for (std::uint64_t done = 0; done < n; done += reference_block) {
    const auto inputs = fill_inputs(first + done, n - done);
    block_.place(inputs, second_inputs(inputs.size()), regions_, envelope_bins(), job_.sampler->consecutive());
    charge(seconds_.inputs);
    reference_.fill(block_.x, block_.x2, block_.reference);
    charge(seconds_.reference);
    for (Gathered& g : gathered_) score(g, block_, false);
  }
}

// Runs one implementation on a block and scores its outputs.
void Sweep::score(Gathered& g, Block& block, bool only_mismatches) {
  if (!run(g, block.x, block.x2)) return;
  const std::span<std::uint64_t> got = outputs(block.x.size());
  outputs_[0] = g.before;
  if (ordered_) g.scorer.count_decreases(block, got);
  g.before = got.back();
  g.scorer.score(block, got, reference_, only_mismatches);
  charge(seconds_.statistics);
}

// False when no rule settles these inputs, and nothing was done.
bool Sweep::measure_settled(std::uint64_t first, std::uint64_t n) {
  Stretch stretch{input_at(first), input_at(first + n - 1), {}, {}, {}, 0};
  const auto place = place_between(stretch.first, stretch.last, regions_, envelope_bins());
  if (!place) return false;
  stretch.place = *place;
  const SpanAnswer answer = reference_.span(stretch.first, stretch.last);
  charge(seconds_.reference);
  if (answer.rule == SpanRule::none) return false;
  stretch.at_first = answer.at_first;
  stretch.at_last = answer.at_last;
  reference_.count_shortcut(n);
  unsettled_.clear();
  for (Gathered& g : gathered_)
    if (g.failure.empty() && !settle(g, stretch, answer, n)) unsettled_.push_back(&g);
  if (!unsettled_.empty()) look_at_each(first, n, stretch.place, answer);
  return true;
}

// True when every output was the rule's, and all of them are counted.
bool Sweep::settle(Gathered& g, Stretch& stretch, const SpanAnswer& answer, std::uint64_t n) {
  std::uint64_t before = g.before;
  const std::uint64_t index = index_of_bits(f_, stretch.first);
  for (std::uint64_t done = 0; done < n; done += reference_block) {
    const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(reference_block, n - done));
    g.failure = g.executor.run_consecutive(bits_at_index(f_, index + done), here);
    charge(seconds_.implementation);
    if (!g.failure.empty()) return true;
    const bool matched = answer.rule == SpanRule::constant  ? g.executor.all_are(stretch.at_first.rounded)
                         : answer.rule == SpanRule::shifted ? g.executor.all_are_inputs_plus(answer.shift)
                                                            : g.executor.all_are_nan();
    charge(seconds_.statistics);
    if (!matched) return false;
    if (done == 0) stretch.got_first = g.executor.output(0);
    // Inside they rise or stay; the first may still be less than the output before it.
    const bool number = answer.rule != SpanRule::nan && !is_nan(f_, before);
    if (done == 0 && ordered_ && number && ordinal(f_, g.executor.output(0)) < ordinal(f_, before)) return false;
    before = g.executor.output(here - 1);
  }
  const bool counted = g.scorer.score_settled(stretch, answer, n, reference_);
  if (counted) g.before = before;
  charge(seconds_.statistics);
  return counted;
}

// The inputs of such a span output by output, for those that the rule does not settle for. Where correct outputs could
// be extremes, their tails are wanted more precisely than the rule has them.
void Sweep::look_at_each(std::uint64_t first, std::uint64_t n, Place place, const SpanAnswer& answer) {
  const bool precise = answer.at_first.tail == answer.at_last.tail;
  for (std::uint64_t done = 0; done < n; done += reference_block) {
    block_.place(fill_inputs(first + done, n - done), place);
    charge(seconds_.inputs);
    answer.fill(block_.x, block_.reference);
    charge(seconds_.reference);
    bool filled = false;
    for (Gathered* g : unsettled_) {
      const bool settled = precise || !g->scorer.could_raise(place, answer.at_first, answer.at_last);
      if (!settled && !filled) {
        exact_block_.place(block_.x, place);
        reference_.fill(exact_block_.x, exact_block_.reference);
        charge(seconds_.reference);
        filled = true;
      }
      score(*g, settled ? block_ : exact_block_, settled && !precise);
    }
  }
}

bool Sweep::run(Gathered& g, std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2) {
  if (!g.failure.empty()) return false;
  g.failure = g.executor.run(x, x2, outputs(x.size()));
  charge(seconds_.implementation);
  return g.failure.empty();
}

// The time since the last call goes to `phase`.
void Sweep::charge(double& phase) {
  const auto now = Clock::now();
  phase += std::chrono::duration<double>(now - last_).count();
  last_ = now;
}

}  // namespace softplus_bench
