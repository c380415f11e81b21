#include "suites/sweep.hpp"

#include <algorithm>

namespace softplus_bench {
Sweep::Sweep(const AccuracyJob& job, const RegionMap& regions, ReferencePath path)
    : job_(job),
      f_(traits(job.format)),
      regions_(regions),
      reference_(*job.function, f_, path, job.rounding),
      envelope_(f_, default_envelope_grid(f_)) {
  for (const Implementation* implementation : job.implementations)
    gathered_.push_back({HostExecutor(*implementation, f_, reference_block, job.rounding),
                         Scorer(f_, regions.names().size(), claim_of(job, *implementation), job.per_region),
                         {}});
}

void Sweep::measure(std::uint64_t first, std::uint64_t n) {
  const bool consecutive = job_.sampler->consecutive();
  SpanAnswer answer;
  if (consecutive && n > reference_block) answer = span(first, n);
  for (std::uint64_t done = 0; done < n; done += reference_block) {
    const std::span inputs(inputs_.data(),
                           static_cast<std::size_t>(std::min<std::uint64_t>(reference_block, n - done)));
    job_.sampler->fill(first + done, inputs);
    block_.place(inputs, regions_, envelope_, consecutive);
    charge(seconds_.inputs);
    if (answer.rule != SpanRule::none) measure_settled(answer);
    else measure_block();
  }
}

SpanAnswer Sweep::span(std::uint64_t first, std::uint64_t n) {
  std::uint64_t ends[2];
  job_.sampler->fill(first, {&ends[0], 1});
  job_.sampler->fill(first + n - 1, {&ends[1], 1});
  const SpanAnswer answer = reference_.span(ends[0], ends[1]);
  if (answer.rule != SpanRule::none) reference_.count_shortcut(n);
  charge(seconds_.reference);
  return answer;
}

void Sweep::measure_block() {
  reference_.fill(block_.x, block_.reference);
  charge(seconds_.reference);
  for (Gathered& g : gathered_)
    if (run(g)) {
      g.scorer.score(block_, outputs(), reference_, false);
      charge(seconds_.statistics);
    }
}

// A block of a span that one rule settles. Where correct outputs could be extremes, their tails are
// wanted more precisely than the rule has them.
void Sweep::measure_settled(const SpanAnswer& answer) {
  answer.fill(block_.x, block_.reference);
  const bool precise = answer.at_first.tail == answer.at_last.tail;
  block_.same_tail = precise;
  bool filled = false;
  charge(seconds_.reference);
  for (Gathered& g : gathered_) {
    if (!run(g)) continue;
    const bool settled = precise || (block_.uniform && !g.scorer.could_raise(block_.region[0], block_.bin[0], f_,
                                                                             answer.at_first, answer.at_last));
    if (!settled && !filled) {
      exact_block_.place(block_.x, regions_, envelope_, true);
      reference_.fill(exact_block_.x, exact_block_.reference);
      filled = true;
      charge(seconds_.reference);
    }
    g.scorer.score(settled ? block_ : exact_block_, outputs(), reference_, settled && !precise);
    charge(seconds_.statistics);
  }
}

bool Sweep::run(Gathered& g) {
  if (!g.failure.empty()) return false;
  g.failure = g.executor.run(block_.x, outputs());
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
