#include "suites/properties/jumps.hpp"

#include <algorithm>
#include <cmath>

#include "reference/function.hpp"
#include "suites/executor/host.hpp"

namespace softplus_bench {
namespace {

constexpr std::int64_t beside = 64;

// Outputs of a kernel for all of x.
std::vector<std::uint64_t> outputs_of(const PropertiesJob& job, const Implementation& implementation,
                                      std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2) {
  HostExecutor executor(implementation, traits(job.format), reference_block, Rounding::nearest, job.parameters);
  std::vector<std::uint64_t> got(x.size());
  for (std::size_t done = 0; done < x.size(); done += reference_block) {
    const std::size_t n = std::min(reference_block, x.size() - done);
    executor.run(x.subspan(done, n), x2.empty() ? x2 : x2.subspan(done, n), std::span(got).subspan(done, n));
  }
  return got;
}

// The error of one output in ulp, the exact value's part of it rounded to 2^-10. NaN where there is none.
double error_of(const FormatTraits& f, std::uint64_t got, const Expected& expected, double grid) {
  const Score scored = score(f, got, expected);
  if (!scored.scored || scored.error.scale != 0 || std::isnan(grid) || !is_finite(f, got)) return says_nothing;
  const double ulp = std::ldexp(1.0, expected.exponent - f.precision + 1);
  return (widen(f, got) - widen(f, expected.rounded)) / ulp - std::ldexp(grid, -10);
}

}  // namespace

const Property jump_property{
    .name = "jump",
    .rule = Rule::soft,
    .statement = "the error does not jump from one number to the next beside the cutoffs where formulas switch",
    .unit = "ulp",
    .functions = {"softplus", "softplus_beta", "sigmoid", "sigmoid_derivative", "softplus_inverse", "log_sigmoid",
                  "logit", "negative_binary_entropy", "silu", "mish", "gelu", "gelu_tanh"},
};
const Property branch_property{
    .name = "backward_branch",
    .statement = "for g = 1: 1 where softplus_beta of the same name returned x, sigmoid elsewhere",
    .unit = "inputs",
    .functions = {"softplus_backward"},
};

std::vector<std::uint64_t> inputs_beside_cutoffs(const PropertiesJob& job) {
  const FormatTraits& f = traits(job.format);
  const double beta = job.parameters ? job.parameters->beta_in(f) : 1;
  std::vector<double> cutoffs(job.function->cutoffs.begin(), job.function->cutoffs.end());
  if (job.parameters) cutoffs.push_back(job.parameters->threshold);
  std::vector<std::int64_t> places;
  for (const double cutoff : cutoffs) {
    const std::int64_t centre = ordinal(f, narrow_bits(f, cutoff / beta));
    for (std::int64_t place = centre - beside; place <= centre + beside; ++place)
      if (std::abs(place) <= static_cast<std::int64_t>(f.max_finite_bits())) places.push_back(place);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::vector<std::uint64_t> inputs;
  for (const std::int64_t place : places) inputs.push_back(bits_at_ordinal(f, place));
  return inputs;
}

CutoffValues values_beside_cutoffs(const PropertiesJob& job, ExactValues& exact) {
  CutoffValues values;
  values.x = inputs_beside_cutoffs(job);
  for (std::size_t done = 0; done < values.x.size(); done += reference_block) {
    const std::size_t n = std::min(reference_block, values.x.size() - done);
    const BlockReference& block = exact.block(std::span(values.x).subspan(done, n), {});
    for (std::size_t i = 0; i < n; ++i) {
      values.expected.push_back(block.expected(i));
      values.grid.push_back(block.grid[i]);
    }
  }
  return values;
}

PropertyTally measure_jumps(const PropertiesJob& job, const Implementation& implementation,
                            const CutoffValues& values) {
  PropertyTally tally;
  const FormatTraits& f = traits(job.format);
  const auto& x = values.x;
  const auto got = outputs_of(job, implementation, x, {});
  const auto error = [&](std::size_t i) { return error_of(f, got[i], values.expected[i], values.grid[i]); };
  const auto correct = [&](std::size_t i) {
    return error_of(f, values.expected[i].rounded, values.expected[i], values.grid[i]);
  };
  for (std::size_t i = 1; i < x.size(); ++i) {
    if (ordinal(f, x[i]) != ordinal(f, x[i - 1]) + 1) continue;
    Case at;
    at.format = &f;
    at.x = at.inputs[here] = x[i];
    at.inputs[below] = x[i - 1];
    at.got[here] = got[i];
    tally.add(jump_property, at, i, std::abs(error(i) - error(i - 1)), std::abs(correct(i) - correct(i - 1)));
  }
  return tally;
}

PropertyTally measure_branches(const PropertiesJob& job, const Implementation& backward, const Implementation* forward,
                               ExactValues& exact) {
  PropertyTally tally;
  const Function* softplus = find_function("softplus_beta");
  if (forward == nullptr || softplus == nullptr || !job.parameters) return tally;
  const FormatTraits& f = traits(job.format);
  const auto x = inputs_beside_cutoffs(job);
  const std::uint64_t one = narrow_bits(f, 1);
  const std::vector<std::uint64_t> ones(x.size(), one);
  const auto gradient = outputs_of(job, backward, x, ones);
  const auto value = outputs_of(job, *forward, x, {});
  ExactValues exact_forward(*softplus, f, ReferencePath::fast, job.parameters->beta_in(f), nullptr);
  std::vector<std::uint64_t> due_value(x.size());
  std::vector<std::uint64_t> due_gradient(x.size());
  for (std::size_t done = 0; done < x.size(); done += reference_block) {
    const std::size_t n = std::min(reference_block, x.size() - done);
    const auto part = [&](auto& all) { return std::span(all).subspan(done, n); };
    exact_forward.fill(part(x), {}, part(due_value));
    exact.fill(part(x), part(ones), part(due_gradient));
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    // Where x is the value rounded too, or 1 the gradient rounded, nothing tells which branch it was.
    if (due_value[i] == x[i] || due_gradient[i] == one) continue;
    Case at;
    at.format = &f;
    at.x = at.inputs[here] = x[i];
    at.x2 = one;
    at.got[here] = gradient[i];
    const bool identity = value[i] == x[i];
    at.due = identity ? one : due_gradient[i];
    tally.add(branch_property, at, i, identity == (gradient[i] == one) ? 0 : 1);
  }
  return tally;
}

}  // namespace softplus_bench
