#include "suites/claims/measuring.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "suites/accuracy.hpp"
#include "suites/corpus.hpp"
#include "suites/regions.hpp"
#include "suites/sampler.hpp"

namespace softplus_bench::claims {
namespace {

constexpr std::size_t block = 4096;

std::int64_t ordinal_near(const FormatTraits& f, double x) { return ordinal(f, narrow_bits(f, x)); }

// Most numbers lie where softplus is 0 or x: each of these stretches gets the same number of samples.
std::vector<OrdinalInterval> stretches(const FormatTraits& f) {
  const double largest = widen(f, f.max_finite_bits());
  const double ends[] = {-largest, -1000, -100, -30, -5, -0x1p-10, 0x1p-10, 5, 30, 100, 1000, largest};
  std::vector<OrdinalInterval> intervals;
  for (std::size_t i = 1; i < std::size(ends); ++i)
    intervals.push_back({ordinal_near(f, ends[i - 1]), ordinal_near(f, ends[i])});
  return intervals;
}

std::unique_ptr<Sampler> sampler_of(const Context& context, const FormatTraits& f) {
  if (f.bits == 16) return exhaustive(f, {});
  const Function* softplus = find_function("softplus");
  const std::span<const double> cutoffs = softplus != nullptr ? softplus->cutoffs : std::span<const double>{};
  return stratified(f, context.options().samples, context.options().seed, stretches(f), cutoffs, {});
}

}  // namespace

void Context::look_for_stop() const {
  if (options_.stop != nullptr && *options_.stop) throw Stopped{};
}

std::vector<ClaimRow> Context::rows(std::string_view function) const {
  std::vector<ClaimRow> found;
  for (const ClaimRow& row : options_.rows)
    if (row.implementation->function == function) found.push_back(row);
  return found;
}

std::vector<ClaimRow> Context::rows(std::string_view function, FormatId format) const {
  std::vector<ClaimRow> found = rows(function);
  std::erase_if(found, [&](const ClaimRow& row) { return row.format != format; });
  return found;
}

const std::vector<std::uint64_t>& Context::inputs(const FormatTraits& f) const {
  std::vector<std::uint64_t>& kept = inputs_[f.id];
  if (!kept.empty()) return kept;
  const auto sampler = sampler_of(*this, f);
  kept.resize(sampler->size());
  sampler->fill(0, kept);
  std::erase_if(kept, [&](std::uint64_t x) { return !is_finite(f, x) || x == f.sign_bit(); });
  std::sort(kept.begin(), kept.end(), [&](std::uint64_t a, std::uint64_t b) { return ordinal(f, a) < ordinal(f, b); });
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

const Function& function_called(std::string_view name) {
  if (const Function* function = find_function(name)) return *function;
  throw Unavailable{fmt::format("there are no exact values of {} to measure it with", name)};
}

double Exact::ulp(std::uint64_t got, std::uint64_t x, std::uint64_t x2) {
  const Score scored = score(f_, got, oracle_(x, x2));
  if (!scored.scored) return infinity;
  return std::abs(std::ldexp(scored.error.value, scored.error.scale));
}

Candidate::Candidate(const ClaimRow& row, const Parameters& parameters)
    : row_(row),
      f_(traits(row.format)),
      two_inputs_(function_called(row.implementation->function).inputs == 2),
      parameters_(function_called(row.implementation->function).betas.empty() ? std::nullopt
                                                                              : std::optional(parameters)),
      executor_(*row.implementation, f_, block, Rounding::nearest, parameters_) {}

std::uint64_t Candidate::operator()(std::uint64_t x, std::uint64_t x2) {
  return (*this)(std::span<const std::uint64_t>(&x, 1), x2).front();
}

std::vector<std::uint64_t> Candidate::operator()(std::span<const std::uint64_t> x, std::uint64_t x2) {
  std::vector<std::uint64_t> y(x.size());
  const std::vector<std::uint64_t> second(two_inputs_ ? std::min(block, x.size()) : 0, x2);
  for (std::size_t from = 0; from < x.size(); from += block) {
    const std::size_t n = std::min(block, x.size() - from);
    const std::span<const std::uint64_t> seconds(second.data(), two_inputs_ ? n : 0);
    const std::string reason = executor_.run(x.subspan(from, n), seconds, std::span(y).subspan(from, n));
    if (broken_.empty()) broken_ = reason;
  }
  return y;
}

Figure Candidate::figure() const {
  Figure figure = figure_of(*row_.implementation, f_);
  if (parameters_) figure.parameters = parameters_->text();
  if (!broken_.empty()) {
    figure.status = "failed";
    figure.reason = broken_;
  }
  return figure;
}

Edge find_edge(const FormatTraits& f, std::span<const std::uint64_t> inputs, std::span<const std::uint64_t> outputs,
               End end, const Condition& condition, const std::function<std::uint64_t(std::uint64_t)>& evaluate) {
  Edge edge;
  edge.n = inputs.size();
  std::size_t at = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!condition(inputs[i], outputs[i])) continue;
    ++edge.n_held;
    if (!edge.found || end == End::highest) at = i;
    edge.found = true;
  }
  if (!edge.found) return edge;
  edge.input = inputs[at];
  edge.got = outputs[at];
  const bool last = end == End::highest ? at + 1 == inputs.size() : at == 0;
  if (last) return edge;
  // Ordinals grow towards the neighbour that does not fulfil the condition.
  const std::int64_t sign = end == End::highest ? 1 : -1;
  const auto holds = [&](std::int64_t place) {
    const std::uint64_t x = bits_at_ordinal(f, sign * place);
    return condition(x, evaluate(x));
  };
  const std::size_t beyond = end == End::highest ? at + 1 : at - 1;
  const std::int64_t place = last_where(sign * ordinal(f, inputs[at]), sign * ordinal(f, inputs[beyond]) - 1, holds);
  edge.input = bits_at_ordinal(f, sign * place);
  edge.got = evaluate(edge.input);
  return edge;
}

Edge find_edge(Candidate& candidate, std::span<const std::uint64_t> inputs, End end, const Condition& condition,
               std::uint64_t x2) {
  const std::vector<std::uint64_t> outputs = candidate(inputs, x2);
  return find_edge(candidate.format(), inputs, outputs, end, condition,
                   [&](std::uint64_t x) { return candidate(x, x2); });
}

std::uint64_t last_number(const FormatTraits& f, double low, double high,
                          const std::function<bool(std::uint64_t)>& holds) {
  return bits_at_ordinal(f, last_where(ordinal_near(f, low), ordinal_near(f, high),
                                       [&](std::int64_t place) { return holds(bits_at_ordinal(f, place)); }));
}

std::string how_found(const FormatTraits& f) {
  return f.bits == 16 ? "every number of the format was tried" : "samples, then bisection on the number line";
}

namespace {

// Stratified samples, and with them the worst inputs known.
std::unique_ptr<Sampler> samples_and_corpus(const Function& function, const FormatTraits& f,
                                            const ClaimsOptions& options) {
  const auto drawn = stratified(f, options.samples, options.seed, region_intervals(function, f), function.cutoffs, {});
  std::vector<std::uint64_t> inputs(drawn->size());
  drawn->fill(0, inputs);
  const auto known = corpus_inputs(built_in_corpus(), function.name, f);
  inputs.insert(inputs.end(), known.begin(), known.end());
  return listed(std::move(inputs));
}

}  // namespace

std::vector<UlpFigure> ulp_figures(const Context& context, std::string_view function, const FormatTraits& f) {
  const std::vector<ClaimRow> rows = context.rows(function, f.id);
  if (rows.empty()) return {};
  AccuracyJob job;
  job.function = &function_called(function);
  job.format = f.id;
  if (!job.function->betas.empty()) job.parameters = Parameters{};
  job.per_region = false;
  const bool whole = f.bits == 16 && job.function->inputs == 1;
  job.inputs = whole ? "exhaustive" : "stratified";
  if (whole) job.sampler = exhaustive(f, {});
  else if (job.function->inputs == 1) job.sampler = samples_and_corpus(*job.function, f, context.options());
  else
    job.sampler =
        stratified_pairs(f, context.options().samples, context.options().seed, region_intervals(*job.function, f),
                         job.function->cutoffs, job.function->partner, {});
  for (const ClaimRow& row : rows) job.implementations.push_back(row.implementation);
  AccuracyOptions options;
  options.threads = context.options().threads;
  options.stop = context.options().stop;
  const AccuracyResult result = measure_accuracy(job, options);
  if (!result.complete) throw Stopped{};
  std::vector<UlpFigure> figures;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ImplementationAccuracy& accuracy = result.implementations[i];
    UlpFigure figure{rows[i]};
    figure.failure = accuracy.failure;
    figure.exhaustive = whole;
    if (accuracy.failure.empty()) {
      const ErrorStatistics statistics = accuracy.overall(f);
      const Witness& worst = statistics.worst(f);
      figure.max_ulp = std::abs(std::ldexp(worst.error.value, worst.error.scale));
      figure.input = worst.input;
      figure.got = worst.got;
      figure.want = worst.want;
      figure.n = statistics.n;
      for (const OutputVerdict wrong : {wrong_nan, early_overflow, missed_overflow, wrong_infinity})
        figure.n_wrong += statistics.count(wrong);
    }
    figures.push_back(std::move(figure));
  }
  return figures;
}

Figure figure_of(const UlpFigure& ulp) {
  const FormatTraits& f = traits(ulp.row.format);
  Figure figure = figure_of(*ulp.row.implementation, f);
  if (!ulp.failure.empty()) {
    figure.status = "failed";
    figure.reason = ulp.failure;
    return figure;
  }
  figure.measured = ulp.exhaustive ? "largest error, every input" : "largest error, sampled inputs (a lower bound)";
  figure.value = ulp.max_ulp;
  figure.unit = "ulp";
  figure.n = ulp.n;
  set_witness(figure, f, ulp.input, ulp.got);
  figure.witness_want = bits_text(f, ulp.want);
  return figure;
}

}  // namespace softplus_bench::claims
