// The reference beside independent_bits.
#pragma once

#include <cstddef>
#include <string>

#include "reference/function.hpp"

namespace softplus_bench {

struct Agreement {
  std::size_t agree = 0;
  std::size_t disagree = 0;
  std::string first;  // the first point that disagrees: inputs, parameter and both results; empty if none does
};

// At every point of points_for(); any NaN matches any NaN.
Agreement agreement_with_independent(const Function& function, const FormatTraits& f);

}  // namespace softplus_bench
