// The exact value as far as an Expected needs it: which cell of 2^-40 ulp it lies in.
#pragma once

#include "core/format.hpp"
#include "core/rounding.hpp"
#include "core/ulp.hpp"
#include "core/wide.hpp"

namespace softplus_bench {

// The magnitude of a value cut into cells of 2^-40 ulp: it lies in [cell, cell + 1).
struct Cell {
  bool negative;
  int exponent;  // max(floor(log2 |v|), emin)
  uint128 cell;
  bool on_boundary;  // |v| is the cell's lower end exactly
  friend bool operator==(const Cell&, const Cell&) = default;
};

// The answer for a value inside the cell, or at its lower end when on_boundary.
Expected expected_in(const FormatTraits& f, const Cell& c, Rounding rounding = Rounding::nearest);

}  // namespace softplus_bench
