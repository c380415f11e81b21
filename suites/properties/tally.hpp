// What is counted of one property of one implementation.
#pragma once

#include <cstdint>
#include <string>

#include "suites/properties/property.hpp"

namespace softplus_bench {

struct PropertyTally {
  std::uint64_t n = 0;
  std::uint64_t n_violations = 0;
  std::uint64_t n_violations_of_correct_rounding = 0;  // soft only
  std::uint64_t n_excess = 0;
  double worst = 0;          // largest figure; of a soft property where correct rounding is exceeded by most
  double worst_correct = 0;  // correct rounding's figure there
  std::uint64_t index = ~std::uint64_t{0};  // of the witness among the inputs
  Case witness;                             // where n_excess is not 0
  std::string conditions{};                 // of the witness, in words, where the input alone does not make it one

  bool any() const { return n_excess != 0; }
  // One input of place `index`. Nothing is counted for says_nothing. `correct` is correct rounding's own figure.
  void add(const Property& property, const Case& at, std::uint64_t input, double figure, double correct = 0);
  // Of other inputs.
  void merge(const Property& property, const PropertyTally& other);
};

}  // namespace softplus_bench
