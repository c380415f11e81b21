// Bounds that a function keeps everywhere, and that rounding therefore keeps too: a bound is rounded like the value.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/implementation.hpp"
#include "core/text.hpp"
#include "suites/properties/property.hpp"

namespace softplus_bench {
namespace {

constexpr double log_2 = 0x1.62e42fefa39efp-1;
// Least values, at the minima of monotone.cpp, computed likewise.
constexpr double silu_least = -0x1.1d25cf210482ep-2;       // -W(1/e) = -0.27846454276107379511
constexpr double mish_least = -0x1.3c417299f9f85p-2;       // -0.30884341301725040663
constexpr double gelu_least = -0x1.5c19dd4b1a3fbp-3;       // -0.16997120747990366169
constexpr double gelu_tanh_least = -0x1.5c3e533586d1ap-3;  // -0.17004075057125405064
constexpr double selu_least = -1.0507009873554805 * 1.6732632423543772;

using Range = std::pair<double, double>;
using RangeOf = Range (*)(const Case& at);

double relu_of(double x) { return x > 0 ? x : 0; }

template <RangeOf range>
double outside(const Case& at) {
  if (at.nan_due() || at.got_nan()) return says_nothing;
  const auto [low, high] = range(at);
  const std::uint64_t low_bits = narrow_bits(at.f(), low);
  const std::uint64_t high_bits = narrow_bits(at.f(), high);
  const std::int64_t place = ordinal(at.f(), at.got[here]);
  if (place < ordinal(at.f(), low_bits)) return places_between(at.f(), low_bits, at.got[here]);
  if (place > ordinal(at.f(), high_bits)) return places_between(at.f(), high_bits, at.got[here]);
  return 0;
}

template <RangeOf range>
std::string inside_of(const Case& at) {
  const auto [low, high] = range(at);
  return "in [" + decimal_text(at.f(), narrow_bits(at.f(), low)) + ", " +
         decimal_text(at.f(), narrow_bits(at.f(), high)) + "]";
}

template <RangeOf range>
constexpr Property bounded(std::string_view name, std::string_view statement,
                           std::array<std::string_view, 12> functions) {
  return {.name = name,
          .statement = statement,
          .unit = "places",
          .functions = functions,
          .figure = outside<range>,
          .want = inside_of<range>};
}

Range not_negative(const Case&) { return {0, infinity}; }
Range not_positive(const Case&) { return {-infinity, 0}; }
Range probability(const Case&) { return {0, 1}; }
Range quarter(const Case&) { return {0, 0.25}; }
Range entropy(const Case&) { return {-log_2, 0}; }
Range above_relu(const Case& at) { return {relu_of(at.in()), infinity}; }
Range below_least(const Case& at) { return {-infinity, std::min(at.in(), 0.0)}; }
Range not_above_input(const Case& at) { return {-infinity, at.in()}; }
Range elu_range(const Case& at) { return {std::max(at.in(), -1.0), infinity}; }
Range selu_range(const Case&) { return {selu_least, infinity}; }
template <const double& least>
Range gated(const Case& at) {
  return {least, relu_of(at.in())};
}
Range above_both(const Case& at) { return {std::max(at.in(), at.second()), infinity}; }
Range up_to_gradient(const Case& at) { return {std::min(at.second(), 0.0), std::max(at.second(), 0.0)}; }

// log(2)/beta in the format. The quotient of doubles, corrected by its remainder, is it within a hair of half an ulp.
double log_2_over(double beta) {
  constexpr double log_2_low = 0x1.abc9e3b39803fp-56;
  const double quotient = log_2 / beta;
  return quotient + (std::fma(-quotient, beta, log_2) + log_2_low) / beta;
}

// What is left above max(x, 0), rounded to the format, is at most log(2)/beta rounded.
double above_log_2(const Case& at) {
  if (at.nan_due() || at.got_nan() || !is_finite(at.f(), at.x)) return says_nothing;
  const double rest = at.out() - relu_of(at.in());
  if (rest < 0) return 0;  // at_least_relu says so
  const std::uint64_t bound = narrow_bits(at.f(), log_2_over(at.beta));
  const std::uint64_t rounded = narrow_bits(at.f(), rest);
  return ordinal(at.f(), rounded) > ordinal(at.f(), bound) ? places_between(at.f(), bound, rounded) : 0;
}

constexpr auto table = std::to_array<Property>({
    bounded<not_negative>("range", "in [0, inf]", {"softplus", "softplus_beta", "relu"}),
    bounded<probability>("range", "in [0, 1]", {"sigmoid"}),
    bounded<quarter>("range", "in [0, 1/4]", {"sigmoid_derivative"}),
    bounded<not_positive>("range", "in [-inf, 0]", {"log_sigmoid"}),
    bounded<entropy>("range", "in [-log 2 rounded, 0]", {"negative_binary_entropy"}),
    bounded<above_both>("range", "at least the larger input", {"logaddexp"}),
    bounded<up_to_gradient>("range", "between 0 and g", {"softplus_backward"}),
    bounded<not_above_input>("range", "at most the input", {"softplus_inverse"}),
    bounded<elu_range>("range", "at least -1 and at least x", {"elu"}),
    bounded<selu_range>("range", "at least -lambda alpha rounded", {"selu"}),
    bounded<gated<silu_least>>("range", "from its least value -0.27846 rounded to max(x, 0)", {"silu"}),
    bounded<gated<mish_least>>("range", "from its least value -0.30884 rounded to max(x, 0)", {"mish"}),
    bounded<gated<gelu_least>>("range", "from its least value -0.16997 rounded to max(x, 0)", {"gelu"}),
    bounded<gated<gelu_tanh_least>>("range", "from its least value -0.17004 rounded to max(x, 0)", {"gelu_tanh"}),
    bounded<above_relu>("at_least_relu", "at least max(x, 0)", {"softplus", "softplus_beta", "relu"}),
    bounded<below_least>("at_most_min", "at most min(x, 0)", {"log_sigmoid"}),
    // bfloat16's log 2 is rounded down so far that correct rounding passes it: x = 2^-10 gives 0.6953125.
    {.name = "within_log2_of_relu",
     .rule = Rule::soft,
     .statement = "f(x) - max(x, 0), rounded, is at most log(2)/beta rounded",
     .unit = "places",
     .functions = {"softplus", "softplus_beta"},
     .figure = above_log_2},
});

}  // namespace

std::span<const Property> range_properties() { return table; }

}  // namespace softplus_bench
