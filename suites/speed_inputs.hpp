// What the timed kernels are fed: mixes of inputs that take different ways through an implementation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench {

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

// n inputs in random order, the same for the same seed (and the same standard library, whose
// distributions these are).
//
// A branch predictor can learn the outcomes of some thousand inputs that are repeated: `alternating`
// in a small array costs less than in a large one.
template <FloatFormat T>
std::vector<T> speed_inputs(InputMix mix, std::size_t n, std::uint64_t seed);

}  // namespace softplus_bench
