// What the timed kernels are fed: mixes of inputs that take different ways through an implementation, on the domain
// of its function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench {

// As they are of softplus; input_recipe says what each is of another function.
enum class InputMix : std::uint8_t {
  normal,            // N(0, 1): activations
  uniform,           // on [-20, 20]
  linear_tail,       // on [40, 80]: softplus(x) rounds to x in every format
  alternating,       // as many just below 20 as just above, the usual threshold, in random order
  subnormal_results  // on the interval where e^x, and so softplus(x), is subnormal
};
inline constexpr std::string_view input_mix_names[] = {"normal", "uniform", "linear_tail", "alternating",
                                                       "subnormal_results"};
constexpr std::string_view name_of(InputMix mix) { return input_mix_names[static_cast<std::size_t>(mix)]; }
std::optional<InputMix> input_mix_named(std::string_view name);

// Where numbers are drawn from.
struct Distribution {
  enum class Spread : std::uint8_t {
    normal,       // N(0, 1)
    uniform,      // on [low, high]
    log_uniform,  // e^t, t uniform on [low, high]
    beside        // as many below low as above, and as many beside high where that is another place
  };
  enum class Through : std::uint8_t { identity, softplus, sigmoid };  // applied to what was drawn
  Spread spread = Spread::uniform;
  double low = 0;
  double high = 0;
  Through through = Through::identity;
  friend bool operator==(const Distribution&, const Distribution&) = default;
};

// The inputs of a function: rows of equal recipes can share their arrays.
struct InputRecipe {
  Distribution first{};
  Distribution second{};  // of functions of two inputs
  std::string reason{};   // not empty: the function has no such inputs, and this is why
  friend bool operator==(const InputRecipe&, const InputRecipe&) = default;
};

// What `mix` is of the function: valid inputs of its domain, that do there what the mix does of softplus (docs/
// definitions.md, "Input mixes"). `parameters` as a kernel gets them; empty where it has none. An unknown function is
// one of the whole number line.
InputRecipe input_recipe(std::string_view function, InputMix mix, FormatId format, std::span<const double> parameters);

// The places that `alternating` is about, two equal ones where it is one.
struct Thresholds {
  double first = 20;
  double second = 20;
};
Thresholds alternating_thresholds(std::string_view function);

// n inputs in random order, the same for the same seed (and the same standard library, whose
// distributions these are).
//
// A branch predictor can learn the outcomes of some thousand inputs that are repeated: `alternating`
// in a small array costs less than in a large one.
template <FloatFormat T>
std::vector<T> speed_inputs(const Distribution& distribution, std::size_t n, std::uint64_t seed);

}  // namespace softplus_bench
