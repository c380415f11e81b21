// What a property is: a statement about a function's values that an implementation may be held to without knowing them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suites/properties/case.hpp"

namespace softplus_bench {

// hard: one violation is one. soft: correct rounding itself does not keep it, so its own figure at the same input is
// taken for what is due, and only what exceeds that counts. informative: counted, and nothing is wrong with it.
// special: of one input whose result is given.
enum class Rule : std::uint8_t { hard, soft, informative, special };

constexpr std::string_view name_of(Rule rule) {
  constexpr std::string_view names[] = {"hard", "soft", "informative", "special"};
  return names[static_cast<std::size_t>(rule)];
}

struct Property {
  std::string_view name;
  Rule rule = Rule::hard;
  std::string_view statement;
  std::string_view unit;  // of the figure
  // By name: a function that does not exist is no mistake. Empty: all of them.
  std::array<std::string_view, 12> functions{};
  unsigned companions = 0;     // needs(...) of those that `figure` looks at besides the input itself
  std::string_view inverse{};  // the function that Case::back is a value of
  // By how much the property is violated: 0 where it holds, says_nothing where it does not apply. Null: looked at in
  // another way than input by input.
  double (*figure)(const Case& at) = nullptr;
  std::string (*want)(const Case& at) = nullptr;  // what was due; null: the statement says it
};

bool applies_to(const Property& property, std::string_view function);

// Those that are looked at input by input, each of a subject.
std::span<const Property> monotone_properties();
std::span<const Property> range_properties();
std::span<const Property> identity_properties();

// The others.
extern const Property nan_property;            // by input
extern const Property repeat_property;         // by input
extern const Property position_property;       // suites/properties/position.hpp
extern const Property environment_property;    // by call
extern const Property writes_inside_property;  // by call
extern const Property jump_property;           // suites/properties/jumps.hpp
extern const Property branch_property;         // suites/properties/jumps.hpp
std::span<const Property> flag_properties();   // suites/properties/flags.hpp: in the order of Flag

// All that hold for the function, each once.
std::vector<const Property*> properties_of(std::string_view function);

}  // namespace softplus_bench
