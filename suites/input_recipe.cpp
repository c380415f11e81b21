// What each input mix is of each function: docs/definitions.md, "Input mixes", has it in words.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/implementation.hpp"
#include "suites/speed_inputs.hpp"

namespace softplus_bench {
namespace {

using Spread = Distribution::Spread;
using Through = Distribution::Through;

enum class Domain : std::uint8_t { line, positive, probability };
enum class Tail : std::uint8_t { right, left, none };

// log |f(t)| in the tail t < -2 where results become subnormal; increasing there.
double exponential(double t) { return t; }
double times_exponential(double t) { return t + std::log(-t); }  // silu, mish: x e^x; p log p at p = e^t
double normal_density(double t) { return -t * t / 2 - std::log(2 * std::numbers::pi) / 2; }  // gelu: -phi(x)
double logistic_of_cubic(double t) {  // gelu_tanh: x e^(2u), u = sqrt(2/pi) (x + 0.044715 x^3)
  return std::log(-t) + 2 * std::sqrt(2 / std::numbers::pi) * (t + 0.044715 * t * t * t);
}

struct FunctionMixes {
  std::string_view function;
  Domain domain = Domain::line;
  Thresholds thresholds{};  // of beta x; see alternating_thresholds
  Tail tail = Tail::right;
  // Null: results are subnormal where inputs are, or never (`subnormal_inputs`).
  double (*log_magnitude)(double t) = exponential;
  bool subnormal_inputs = false;
};

// Thresholds are those that most of a function's rows switch at: the usual 20; the sign; of softplus_inverse log 2
// (Stan) and 20; of logit SciPy's. Zero is no cutoff of a format, the others are in Function::cutoffs.
constexpr auto table = std::to_array<FunctionMixes>({
    {.function = "softplus"},
    {.function = "softplus_beta"},
    {.function = "softplus_backward"},
    {.function = "sigmoid", .thresholds = {0, 0}},
    {.function = "sigmoid_derivative", .thresholds = {0, 0}},
    {.function = "log_sigmoid", .thresholds = {0, 0}, .tail = Tail::left},
    {.function = "softplus_inverse",
     .domain = Domain::positive,
     .thresholds = {std::numbers::ln2, 20},
     .log_magnitude = nullptr},
    {.function = "logit",
     .domain = Domain::probability,
     .thresholds = {0.3, 0.65},
     .tail = Tail::none,
     .log_magnitude = nullptr},
    {.function = "negative_binary_entropy",
     .domain = Domain::probability,
     .thresholds = {0.5, 0.5},
     .tail = Tail::none,
     .log_magnitude = times_exponential},
    {.function = "logaddexp", .thresholds = {0, 0}, .log_magnitude = nullptr},
    {.function = "relu", .thresholds = {0, 0}, .log_magnitude = nullptr, .subnormal_inputs = true},
    {.function = "elu", .thresholds = {0, 0}, .log_magnitude = nullptr, .subnormal_inputs = true},
    {.function = "selu", .thresholds = {0, 0}, .log_magnitude = nullptr, .subnormal_inputs = true},
    {.function = "silu", .thresholds = {0, 0}, .log_magnitude = times_exponential},
    {.function = "mish", .log_magnitude = times_exponential},
    {.function = "gelu", .thresholds = {0, 0}, .log_magnitude = normal_density},
    {.function = "gelu_tanh", .thresholds = {0, 0}, .log_magnitude = logistic_of_cubic},
});

const FunctionMixes& mixes_of(std::string_view function) {
  const auto* found = std::find_if(table.begin(), table.end(), [&](const auto& m) { return m.function == function; });
  return found != table.end() ? *found : table.front();
}

// The t < -2 where log |f(t)| is `wanted`, by bisection.
double place_of(double (*log_magnitude)(double), double wanted) {
  double below = -2000;
  double above = -2;
  for (int i = 0; i < 100; ++i) {
    const double middle = (below + above) / 2;
    (log_magnitude(middle) < wanted ? below : above) = middle;
  }
  return above;
}

// Of the open domains a little less: neither end, nor what would round to it.
Distribution usual(Domain domain) {
  if (domain == Domain::line) return {.low = -20, .high = 20};
  return {.low = 0x1p-9, .high = domain == Domain::positive ? 20 : 0.996};
}

Distribution normal_inputs(Domain domain) {
  const Through way[] = {Through::identity, Through::softplus, Through::sigmoid};
  return {.spread = Spread::normal, .through = way[static_cast<std::size_t>(domain)]};
}

InputRecipe subnormal_results(const FunctionMixes& mixes, FormatId format, double beta, bool backward) {
  const FormatTraits& f = traits(format);
  const double largest = std::ldexp(1.0, f.emin);
  if (mixes.subnormal_inputs) {
    const double end = largest / 2;  // selu's factor 1.76 keeps it below
    return {.first = {.low = mixes.function == "relu" ? end / 8 : -end, .high = end}};
  }
  if (mixes.log_magnitude == nullptr)
    return {.reason = fmt::format("{} has no subnormal results{}", mixes.function,
                                  mixes.function == "logaddexp" ? " but beside its root curve" : "")};
  // 2^(emin - p + 1) <= |f| < 2^emin, half a per cent inside so that rounding x cannot leave it
  const double factor = mixes.function == "softplus_beta" ? std::log(beta) : 0;  // e^(beta x) / beta
  const double least = (f.emin - f.precision + 1) * std::numbers::ln2 + factor + (backward ? std::numbers::ln2 : 0);
  double low = place_of(mixes.log_magnitude, least) * 0.995;
  const double high = place_of(mixes.log_magnitude, f.emin * std::numbers::ln2 + factor) * 1.005;
  InputRecipe recipe;
  if (mixes.domain == Domain::probability) {
    low = std::fmax(low, (f.emin - f.precision + 1) * std::numbers::ln2 * 0.999);  // the least number that there is
    recipe.first = {.spread = Spread::log_uniform, .low = low, .high = high};
  } else if (mixes.tail == Tail::left) {
    recipe.first = {.low = -high, .high = -low};
  } else {
    recipe.first = {.low = low / beta, .high = high / beta};
  }
  if (backward) recipe.second = {.low = 0.5, .high = 1};
  return recipe;
}

}  // namespace

Thresholds alternating_thresholds(std::string_view function) { return mixes_of(function).thresholds; }

InputRecipe input_recipe(std::string_view function, InputMix mix, FormatId format, std::span<const double> parameters) {
  const FunctionMixes& mixes = mixes_of(function);
  const double beta = parameters.empty() ? 1 : parameters[beta_parameter];
  const bool backward = function == "softplus_backward";
  const bool sum = function == "logaddexp";
  InputRecipe recipe;
  switch (mix) {
    case InputMix::normal: recipe.first = normal_inputs(mixes.domain); break;
    case InputMix::uniform: recipe.first = usual(mixes.domain); break;
    case InputMix::linear_tail: {
      if (mixes.tail == Tail::none) return {.reason = fmt::format("{} has no linear tail", function)};
      const double scale = std::fmin(beta, 1);
      recipe.first = {.low = 40 / scale, .high = 80 / scale};
      if (mixes.tail == Tail::left) recipe.first = {.low = -80, .high = -40};
      break;
    }
    case InputMix::alternating: {
      Thresholds places = mixes.thresholds;
      if (parameters.size() > threshold_parameter) places = {parameters[threshold_parameter] / beta, 0};
      if (parameters.size() > threshold_parameter) places.second = places.first;
      recipe.first = {.spread = Spread::beside, .low = places.first, .high = places.second};
      break;
    }
    case InputMix::subnormal_results: return subnormal_results(mixes, format, beta, backward);
  }
  if (backward) recipe.second = {.spread = Spread::normal};
  if (sum) {
    recipe.second = recipe.first;
    if (mix == InputMix::linear_tail) recipe.second = {.low = -20, .high = 0};
    if (mix == InputMix::alternating) recipe.second = {.low = 0, .high = 0};
  }
  return recipe;
}

}  // namespace softplus_bench
