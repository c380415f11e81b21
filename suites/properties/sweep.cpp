#include "suites/properties/sweep.hpp"

#include <algorithm>

#include "reference/function.hpp"
#include "suites/devices.hpp"
#include "suites/executor/guarded_kernel.hpp"

namespace softplus_bench {

const Function* inverse_of(const PropertiesJob& job) {
  for (const Property& property : identity_properties())
    if (!property.inverse.empty() && applies_to(property, job.function->name)) return find_function(property.inverse);
  return nullptr;
}

std::vector<const Property*> properties_of(const PropertiesJob& job) {
  auto properties = properties_of(job.function->name);
  if (inverse_of(job) == nullptr)
    std::erase_if(properties, [](const Property* each) { return !each->inverse.empty(); });
  return properties;
}

PropertySweep::PropertySweep(const PropertiesJob& job, const PropertyTables& tables, ReferencePath path)
    : job_(job),
      f_(traits(job.format)),
      beta_(job.parameters ? job.parameters->beta_in(f_) : 1),
      pairs_(job.function->inputs == 2),
      properties_(properties_of(job)),
      exact_(*job.function, f_, path, beta_, tables.values.get()) {
  if (tables.inverse != nullptr) inverse_.emplace(*tables.inverse, f_, path, 1, tables.inverses.get());
  for (const Property* property : properties_) {
    companions_ |= property->companions;
    if (property->rule == Rule::soft) exact_companions_ |= property->companions;
  }
  for (const Implementation* each : job.implementations) {
    measured_.push_back({each, HostExecutor(*each, f_, reference_block, Rounding::nearest, job.parameters),
                         FlagProbe(*each, f_, job.parameters)});
    tallies_.emplace_back(properties_.size());
  }
  for (std::size_t c = 0; c < companion_count; ++c)
    for (Block* block : {&inputs_[c], &outputs_.at[c], &due_.at[c]}) block->resize(reference_block);
  for (Block* block : {&second_, &outputs_.back, &due_.back, &outputs_again_}) block->resize(reference_block);
  exactly_.resize(reference_block);
  correct_.assign(properties_.size(), std::vector<double>(reference_block));
}

ReferenceCounts PropertySweep::counts() const {
  ReferenceCounts counts = exact_.counts();
  if (inverse_) counts.merge(inverse_->counts());
  return counts;
}

std::span<const std::uint64_t> PropertySweep::second(std::size_t n, bool swap) const {
  return {(swap ? inputs_[here] : second_).data(), pairs_ ? n : 0};
}

Case PropertySweep::case_at(const Outputs& outputs, std::size_t i) const {
  Case at;
  at.format = &f_;
  at.beta = beta_;
  at.x = inputs_[here][i];
  if (pairs_) at.x2 = second_[i];
  at.due = due_.at[here][i];
  for (std::size_t c = 0; c < companion_count; ++c)
    if (wanted(static_cast<Companion>(c))) {
      at.inputs[c] = inputs_[c][i];
      at.got[c] = outputs.at[c][i];
    }
  at.back = outputs.back[i];
  return at;
}

PropertyTally* PropertySweep::tally_of(const Property& property, Tallies& tallies) const {
  const auto found = std::find(properties_.begin(), properties_.end(), &property);
  return found != properties_.end() ? &tallies[static_cast<std::size_t>(found - properties_.begin())] : nullptr;
}

// The inputs and what is due for them: once for all implementations.
void PropertySweep::fill_exact(std::size_t n) {
  const auto part = [n](Block& block) { return std::span(block).first(n); };
  exact_.fill(part(inputs_[here]), second(n), part(due_.at[here]), std::span(exactly_).first(n));
  for (std::size_t c = here + 1; c < companion_count; ++c)
    if ((exact_companions_ & needs(static_cast<Companion>(c))) != 0)
      exact_.fill(part(inputs_[c]), second(n, c == swapped), part(due_.at[c]));
  if (inverse_) inverse_->fill(part(due_.at[here]), {}, part(due_.back));
  for (std::size_t k = 0; k < properties_.size(); ++k) {
    if (properties_[k]->rule != Rule::soft || properties_[k]->figure == nullptr) continue;
    for (std::size_t i = 0; i < n; ++i) correct_[k][i] = properties_[k]->figure(case_at(due_, i));
  }
}

void PropertySweep::measure(std::uint64_t first, std::size_t n) {
  job_.sampler->fill(first, std::span(inputs_[here]).first(n), std::span(second_).first(pairs_ ? n : 0));
  for (std::size_t c = here + 1; c < companion_count; ++c)
    if (wanted(static_cast<Companion>(c)))
      for (std::size_t i = 0; i < n; ++i)
        inputs_[c][i] = companion_of(f_, static_cast<Companion>(c), inputs_[here][i], second_[i]);
  fill_exact(n);
  for (std::size_t k = 0; k < measured_.size(); ++k) measure(measured_[k], tallies_[k], first, n);
}

void PropertySweep::measure(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n) {
  if (!m.failure.empty()) return;
  take_first_thrown();
  measure_called(m, tallies, first, n);
  m.failure = take_first_thrown();
}

void PropertySweep::measure_called(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n) {
  const auto part = [n](Block& block) { return std::span(block).first(n); };
  for (std::size_t c = 0; c < companion_count; ++c)
    if (wanted(static_cast<Companion>(c))) {
      const std::string reason = m.executor.run(part(inputs_[c]), second(n, c == swapped), part(outputs_.at[c]));
      if (c == here || !reason.empty()) count_broken_contract(reason, tallies, first);
      if (c == here) count_other_answers(m, tallies, first, n);
    }
  if (inverse_) inverse_->fill(part(outputs_.at[here]), {}, part(outputs_.back));
  for (std::size_t i = 0; i < n; ++i) {
    const Case at = case_at(outputs_, i);
    for (std::size_t k = 0; k < properties_.size(); ++k) {
      const Property& property = *properties_[k];
      if (property.figure == nullptr) continue;
      tallies[k].add(property, at, first + i, property.figure(at), property.rule == Rule::soft ? correct_[k][i] : 0);
    }
  }
  count_flags(m, tallies, first, n);
}

// `reason` as HostExecutor gives it for a call; empty: the call was in order.
void PropertySweep::count_broken_contract(const std::string& reason, Tallies& tallies, std::uint64_t first) {
  const Case at = case_at(outputs_, 0);
  const bool wrote = reason.starts_with("wrote");
  tally_of(environment_property, tallies)->add(environment_property, at, first, !reason.empty() && !wrote ? 1 : 0);
  tally_of(writes_inside_property, tallies)->add(writes_inside_property, at, first, wrote ? 1 : 0);
}

// At once, so that all that differs between the calls is what the kernel keeps from one to the next.
void PropertySweep::count_other_answers(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n) {
  const auto part = [n](Block& block) { return std::span(block).first(n); };
  const std::string reason = m.executor.run(part(inputs_[here]), second(n), part(outputs_again_));
  if (!reason.empty()) count_broken_contract(reason, tallies, first);
  PropertyTally* const repeat = tally_of(repeat_property, tallies);
  for (std::size_t i = 0; i < n; ++i) {
    Case at;
    at.format = &f_;
    at.x = at.inputs[here] = inputs_[here][i];
    if (pairs_) at.x2 = second_[i];
    at.due = outputs_.at[here][i];
    at.got[here] = outputs_again_[i];
    repeat->add(repeat_property, at, first + i, places_apart(f_, at.got[here], at.due));
  }
}

void PropertySweep::count_flags(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n) {
  // A device's are not this thread's: there is nothing to see.
  if (is_device(m.implementation->target)) return;
  PropertyTally* const flags = tally_of(flag_properties().front(), tallies);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t x = inputs_[here][i];
    if (is_nan(f_, x) || (pairs_ && is_nan(f_, second_[i]))) continue;
    const auto raised = m.flags.raised(x, pairs_ ? std::optional(second_[i]) : std::nullopt);
    const Case at = case_at(outputs_, i);
    for (std::size_t flag = 0; flag < flag_count; ++flag) {
      if (calls_for(static_cast<Flag>(flag), f_, at.due, exactly_[i] != 0)) continue;
      flags[flag].add(flag_properties()[flag], at, first + i, raised[flag] ? 1 : 0);
    }
  }
}

}  // namespace softplus_bench
