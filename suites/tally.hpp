// Scores outputs that lie within 2 ulp of the correct one, in SIMD; the others it names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/format.hpp"
#include "reference/certified.hpp"

namespace softplus_bench {

// Sums over outputs. All but the extremes are exact; the extremes are as good as the reference's tails.
struct Tally {
  std::uint64_t n = 0;        // outputs scored here
  std::uint64_t correct = 0;  // equal to the rounded value
  std::uint64_t faithful = 0;
  std::uint64_t above_1 = 0;
  std::uint64_t above_2 = 0;
  std::uint64_t max_distance = 0;  // in ordinals from the rounded value
  double sum_abs = 0;              // in 2^-10 ulp
  double sum_signed = 0;
  double sum_squares = 0;
  double least_error = std::numeric_limits<double>::infinity();  // signed, in ulp
  double greatest_error = -std::numeric_limits<double>::infinity();
  double greatest_uncertainty = 0;
};

inline constexpr std::int32_t not_on_grid = 4095;  // no output within 2 ulp of the correct one scores as much

struct TallyOptions {
  double claim;          // in ulp; NaN: none
  bool only_mismatches;  // correct outputs count, but are not offered as extremes: their error is written as NaN
};

// For outputs first to last - 1 of a block: the signed error of each, |error| in 2^-10 ulp, and the places of those
// that are not scored here (in increasing order), for which not_on_grid is written. These are outputs further away,
// zeros and numbers of another binade, all that are not finite, and those whose error is not certain to keep the claim.
struct TallyArrays {
  double* error;
  std::int32_t* grid;
  std::uint16_t* others;
  std::size_t n_others;
};
Tally tally(const FormatTraits& format, const BlockReference& reference, const std::uint64_t* got, std::size_t first,
            std::size_t last, const TallyOptions& options, TallyArrays& arrays);

// How many outputs are less than the one before them, got[-1] being before the first; a NaN is never less nor greater.
// `first_place` is where the first of them is, when there is one.
std::size_t count_decreases(const FormatTraits& format, const std::uint64_t* got, std::size_t n,
                            std::size_t& first_place);

}  // namespace softplus_bench
