#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <stdexcept>

#include "suites/claims.hpp"
#include "suites/claims/list.hpp"

namespace softplus_bench {
namespace {

using claims::Context;
using claims::Measured;

struct Entry {
  ClaimDefinition definition;
  Measured (*measure)(const Context&);
};

// Seconds on one 2.6 GHz core with some thirty ways of computing softplus; exact values in MPFR are most of it.
constexpr auto table = std::to_array<Entry>({
    {{"definition", "softplus(x) = log(1 + e^x): log 2, about 0.693, at 0; about 0.13 at -2; about 5.0067 at 5", 0.1},
     claims::definition},
    {{"beta_definition",
      "softplus_beta(x) = log(1 + e^(beta x)) / beta: a larger beta is steeper and closer to ReLU, a smaller one "
      "smoother",
      0.2},
     claims::beta_definition},
    {{"derivative", "the derivative is the sigmoid, between 0 and 1, both excluded, so that softplus is 1-Lipschitz",
      2},
     claims::derivative},
    {{"second_derivative", "the second derivative sigma(x) (1 - sigma(x)) is never negative: softplus is convex", 2},
     claims::second_derivative},
    {{"relu_distance", "softplus lies above ReLU, by at most log 2", 2}, claims::relu_distance},
    {{"asymptotes", "softplus is about x for large x and about e^x for very negative x", 0.1}, claims::asymptotes},
    {{"always_positive", "the output is strictly positive, never exactly zero", 1}, claims::always_positive},
    {{"gradient_never_zero", "gradients never vanish completely", 1}, claims::gradient_never_zero},
    {{"overflow", "computing e^x overflows for large inputs", 1}, claims::overflow},
    {{"threshold_harmless",
      "with a threshold of 20 the switch to x does not affect the output significantly: the default suits most cases",
      0.5},
     claims::threshold_harmless},
    {{"threshold_value", "with threshold 20 an input of 25 returns 25", 0.1}, claims::threshold_value},
    {{"log_sum_exp", "softplus(x) = logaddexp(0, x)", 2}, claims::log_sum_exp},
    {{"logit_sigmoid", "the logit is the inverse of the sigmoid", 2}, claims::logit_sigmoid},
    {{"convex_conjugate", "the convex conjugate of softplus is the negative binary entropy", 0.2},
     claims::convex_conjugate},
    {{"softmax", "softmax over (x, 0) is (sigma(x), sigma(-x))", 1}, claims::softmax},
    {{"stable_form", "max(x, 0) + log1p(e^-|x|) is numerically stable", 1}, claims::stable_form},
    {{"inverse", "the inverse of softplus is log(expm1(y))", 2}, claims::inverse},
    {{"positive_scale", "softplus(raw) + 1e-6 keeps a scale positive", 0.1}, claims::positive_scale},
    {{"cost_elementwise", "softplus costs more than ReLU, which is a maximum", 0}, claims::cost_elementwise},
    {{"cost_training", "training takes 10 to 20 % longer with softplus than with ReLU on the same hardware", 0},
     claims::cost_training},
    {{"sparsity", "ReLU gives exact zeros, softplus does not", 1}, claims::sparsity},
    {{"comparison_table",
      "range, smoothness at 0 and gradient at negative inputs of ReLU, softplus, GELU, SiLU and ELU", 2},
     claims::comparison_table},
});

const Entry& entry_of(std::string_view claim) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Entry& entry) { return entry.definition.id == claim; });
  if (found == table.end()) throw std::invalid_argument("no claim named " + std::string(claim));
  return *found;
}

}  // namespace

std::span<const ClaimDefinition> claim_definitions() {
  static const auto definitions = [] {
    std::array<ClaimDefinition, table.size()> all{};
    std::transform(table.begin(), table.end(), all.begin(), [](const Entry& entry) { return entry.definition; });
    return all;
  }();
  return definitions;
}

std::vector<std::string_view> claim_names() {
  std::vector<std::string_view> names;
  for (const ClaimDefinition& definition : claim_definitions()) names.push_back(definition.id);
  return names;
}

double planned_seconds(std::string_view claim, const ClaimsOptions& options) {
  if (claim == "cost_elementwise") return claims::cost_elementwise_seconds(options);
  if (claim == "cost_training") return claims::cost_training_seconds(options);
  return entry_of(claim).definition.seconds;
}

std::optional<std::vector<Record>> measure_claim(std::string_view claim, const ClaimsOptions& options) {
  const Entry& entry = entry_of(claim);
  const Context context(options);
  Measured measured;
  try {
    context.look_for_stop();
    measured = entry.measure(context);
  } catch (const claims::Stopped&) {
    return std::nullopt;
  } catch (const claims::Unavailable& unavailable) {
    measured = {};
    measured.summary.status = "skipped";
    measured.summary.reason = unavailable.reason;
  }
  std::vector<Record> records;
  const auto add = [&](const claims::Figure& figure) {
    records.push_back(claims::record_of(entry.definition.id, entry.definition.statement, options.seed, figure));
  };
  add(measured.summary);
  for (const claims::Figure& figure : measured.figures) add(figure);
  return records;
}

}  // namespace softplus_bench
