// softplus in Boost's own binary floating point of 120 decimal digits: no MPFR in it.
#pragma once

#include "core/ulp.hpp"

namespace softplus_bench {

// What the oracle must say for a finite input.
Expected second_opinion(const FormatTraits& f, std::uint64_t x);
// kappa = |x f'(x) / f(x)|, rounded to double.
double second_opinion_of_condition(const FormatTraits& f, std::uint64_t x);
// The sign of x - factor log 2.
int compare_with_log_2_times(double x, double factor);
// log(2^exponent - 2^below) rounded to double.
double log_of_difference(int exponent, int below);
// An input whose exact value lies next to the midpoint between RN(log 2) + steps and its upper neighbour.
std::uint64_t input_beside_midpoint(const FormatTraits& f, int steps);

}  // namespace softplus_bench
