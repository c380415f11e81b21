#include "suites/speed_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/narrow.hpp"

namespace softplus_bench {
namespace {

// Sides are exact halves, so that a small array is as mixed as a large one.
void fill_beside(std::vector<double>& x, std::mt19937_64& random, const Distribution& places) {
  // 1/8 is the spacing of bfloat16 at 20, and 1/160 of a threshold is above half a spacing wherever that lies: closer
  // values could round to the threshold itself
  std::uniform_real_distribution<double> distance(0.125, 1.0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double place = i / 2 % 2 == 0 ? places.low : places.high;
    const double scale = place == 0 ? 1 : std::abs(place) / 20;
    x[i] = i % 2 == 0 ? place + scale * distance(random) : place - scale * distance(random);
  }
  std::shuffle(x.begin(), x.end(), random);
}

template <class Drawn>
void fill(std::vector<double>& x, std::mt19937_64& random, Drawn drawn) {
  for (double& value : x) value = drawn(random);
}

double through(Distribution::Through way, double x) {
  switch (way) {
    case Distribution::Through::softplus: return std::fmax(x, 0) + std::log1p(std::exp(-std::abs(x)));
    case Distribution::Through::sigmoid: return 1 / (1 + std::exp(-x));
    case Distribution::Through::identity: break;
  }
  return x;
}

}  // namespace

std::optional<InputMix> input_mix_named(std::string_view name) {
  const auto place = std::find(std::begin(input_mix_names), std::end(input_mix_names), name);
  if (place == std::end(input_mix_names)) return std::nullopt;
  return static_cast<InputMix>(place - std::begin(input_mix_names));
}

template <FloatFormat T>
std::vector<T> speed_inputs(const Distribution& distribution, std::size_t n, std::uint64_t seed) {
  using Spread = Distribution::Spread;
  using Uniform = std::uniform_real_distribution<double>;
  std::mt19937_64 random(seed);
  std::vector<double> x(n);
  switch (distribution.spread) {
    case Spread::normal: fill(x, random, std::normal_distribution<double>()); break;
    case Spread::uniform: fill(x, random, Uniform(distribution.low, distribution.high)); break;
    case Spread::beside: fill_beside(x, random, distribution); break;
    case Spread::log_uniform:
      fill(x, random, Uniform(distribution.low, distribution.high));
      for (double& value : x) value = std::exp(value);
      break;
  }
  std::vector<T> inputs(n);
  std::transform(x.begin(), x.end(), inputs.begin(),
                 [&](double value) { return narrow<T>(through(distribution.through, value)); });
  return inputs;
}

template std::vector<double> speed_inputs(const Distribution&, std::size_t, std::uint64_t);
template std::vector<float> speed_inputs(const Distribution&, std::size_t, std::uint64_t);
template std::vector<binary16> speed_inputs(const Distribution&, std::size_t, std::uint64_t);
template std::vector<bfloat16> speed_inputs(const Distribution&, std::size_t, std::uint64_t);

}  // namespace softplus_bench
