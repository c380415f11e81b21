// The values that a function has at zeros, infinities and other inputs where it is given.
#pragma once

#include <string>
#include <vector>

#include "suites/properties.hpp"
#include "suites/properties/exact.hpp"

namespace softplus_bench {

struct SpecialOutcome {
  std::string name;       // "special:-inf", "special:1;inf"
  std::string statement;  // "0: the limit"
  std::string skipped;    // why there is nothing to compare; empty when there is
  std::uint64_t x = 0;
  std::uint64_t x2 = 0;
  std::uint64_t got = 0;
  std::uint64_t want = 0;
  bool holds = false;
};

// Of each of Function::special_values, and of NaN. Bit for bit, but that any NaN is one, and that zeros of both signs
// are taken where definitions accept either: negative_binary_entropy, and relu at -0.
std::vector<SpecialOutcome> measure_special_values(const PropertiesJob& job, const Implementation& implementation,
                                                   ExactValues& exact);

}  // namespace softplus_bench
