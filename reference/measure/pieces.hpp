// The elementary pieces of the fast reference, each as a function of one double beside its exact value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "reference/real.hpp"

namespace softplus_bench {

struct Piece {
  std::string_view name;
  double bound;  // of the relative error; 0: exact
  // The domain, of which inputs are drawn.
  double first, last;
  Real (*exact)(const Real& x);
};

// On the SIMD target in use; (hi + lo) 2^exponent is the value.
std::span<const Piece> pieces();
void evaluate_piece(std::size_t index, const double* x, double* hi, double* lo, std::int32_t* exponent, std::size_t n);

}  // namespace softplus_bench
