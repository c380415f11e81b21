#include "suites/speed_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "core/narrow.hpp"

namespace softplus_bench {
namespace {

// Sides are exact halves, so that a small array is as mixed as a large one.
void fill_alternating(std::vector<double>& x, std::mt19937_64& random) {
  // 1/8 is the spacing of bfloat16 at 20: closer values would round to 20 itself
  std::uniform_real_distribution<double> distance(0.125, 1.0);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = i % 2 == 0 ? 20 + distance(random) : 20 - distance(random);
  std::shuffle(x.begin(), x.end(), random);
}

template <class Distribution>
void fill(std::vector<double>& x, std::mt19937_64& random, Distribution distribution) {
  for (double& value : x) value = distribution(random);
}

}  // namespace

std::optional<InputMix> input_mix_named(std::string_view name) {
  const auto place = std::find(std::begin(input_mix_names), std::end(input_mix_names), name);
  if (place == std::end(input_mix_names)) return std::nullopt;
  return static_cast<InputMix>(place - std::begin(input_mix_names));
}

template <FloatFormat T>
std::vector<T> speed_inputs(InputMix mix, std::size_t n, std::uint64_t seed) {
  using Uniform = std::uniform_real_distribution<double>;
  std::mt19937_64 random(seed);
  std::vector<double> x(n);
  switch (mix) {
    case InputMix::normal: fill(x, random, std::normal_distribution<double>()); break;
    case InputMix::uniform: fill(x, random, Uniform(-20, 20)); break;
    case InputMix::linear_tail: fill(x, random, Uniform(40, 80)); break;
    case InputMix::alternating: fill_alternating(x, random); break;
    case InputMix::subnormal_results: {
      // 2^(emin - p + 1) <= e^x < 2^emin, half a per cent inside so that rounding x cannot leave it
      constexpr FormatTraits f = format_traits<T>;
      fill(x, random,
           Uniform((f.emin - f.precision + 1) * std::numbers::ln2 * 0.995, f.emin * std::numbers::ln2 * 1.005));
      break;
    }
  }
  std::vector<T> inputs(n);
  std::transform(x.begin(), x.end(), inputs.begin(), narrow<T>);
  return inputs;
}

template std::vector<double> speed_inputs(InputMix, std::size_t, std::uint64_t);
template std::vector<float> speed_inputs(InputMix, std::size_t, std::uint64_t);
template std::vector<binary16> speed_inputs(InputMix, std::size_t, std::uint64_t);
template std::vector<bfloat16> speed_inputs(InputMix, std::size_t, std::uint64_t);

}  // namespace softplus_bench
