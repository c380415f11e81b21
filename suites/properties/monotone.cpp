// Where a function rises or falls, rounding keeps it so: of two neighbours the upper one's result is never on the wrong
// side of the lower one's.
#include <array>

#include "core/text.hpp"
#include "suites/properties/property.hpp"

namespace softplus_bench {
namespace {

// The abscissae of the minima: the roots of the derivatives, computed to 40 digits with mpmath 1.3.0 (findroot of diff)
// and rounded to double. silu's is -(1 + W(1/e)), W being Lambert's function.
constexpr double silu_minimum = -0x1.474973c84120bp+0;       // -1.27846454276107379510935873902298
constexpr double mish_minimum = -0x1.31432c0d12d84p+0;       // -1.19243121451549521213758834042074
constexpr double gelu_minimum = -0x1.80ead197f00b4p-1;       // -0.75179152469356445745790494677952
constexpr double gelu_tanh_minimum = -0x1.81429f9e97e4dp-1;  // -0.75246142207101625848795444328892

// `falling` or rising between the lower neighbour and the input.
double wrong_way(const Case& at, bool falling) {
  if (!at.exists(below) || at.got_nan() || at.got_nan(below)) return says_nothing;
  const std::int64_t rise = ordinal(at.f(), at.got[here]) - ordinal(at.f(), at.got[below]);
  const std::int64_t wrong = falling ? rise : -rise;
  return wrong > 0 ? static_cast<double>(wrong) : 0;
}

double rises(const Case& at) { return wrong_way(at, false); }

// Both neighbours on one side of the turn.
double turns(const Case& at, double turn, bool falls_before) {
  if (!at.exists(below)) return says_nothing;
  if (at.in(here) <= turn) return wrong_way(at, falls_before);
  if (at.in(below) >= turn) return wrong_way(at, !falls_before);
  return says_nothing;
}

std::string beside_the_lower(const Case& at) {
  return "on the right side of " + decimal_text(at.f(), at.got[below]) + " at " +
         decimal_text(at.f(), at.inputs[below]);
}

constexpr Property turning(std::string_view function, std::string_view statement, double (*figure)(const Case&)) {
  return {.name = "monotone",
          .statement = statement,
          .unit = "places",
          .functions = {function},
          .companions = needs(below),
          .figure = figure,
          .want = beside_the_lower};
}

constexpr auto table = std::to_array<Property>({
    {.name = "monotone",
     .statement = "never falls from an input to the next",
     .unit = "places",
     .functions = {"softplus", "softplus_beta", "sigmoid", "softplus_inverse", "log_sigmoid", "logit", "logaddexp",
                   "relu", "elu", "selu"},
     .companions = needs(below),
     .figure = rises,
     .want = beside_the_lower},
    turning("sigmoid_derivative", "rises up to 0 and falls from there",
            [](const Case& at) { return turns(at, 0, false); }),
    turning("negative_binary_entropy", "falls up to 1/2 and rises from there",
            [](const Case& at) { return turns(at, 0.5, true); }),
    turning("silu", "falls up to its minimum at -1.2785 and rises from there",
            [](const Case& at) { return turns(at, silu_minimum, true); }),
    turning("mish", "falls up to its minimum at -1.1924 and rises from there",
            [](const Case& at) { return turns(at, mish_minimum, true); }),
    turning("gelu", "falls up to its minimum at -0.7518 and rises from there",
            [](const Case& at) { return turns(at, gelu_minimum, true); }),
    turning("gelu_tanh", "falls up to its minimum at -0.7525 and rises from there",
            [](const Case& at) { return turns(at, gelu_tanh_minimum, true); }),
});

}  // namespace

std::span<const Property> monotone_properties() { return table; }

}  // namespace softplus_bench
