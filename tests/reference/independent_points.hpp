// Where the reference is compared with independent_bits: the same inputs in every run.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench {

struct IndependentPoint {
  std::uint64_t x;
  std::uint64_t x2;  // 0 where the function has no second input
  double beta;       // 1 where it has no parameter
};

bool has_second_input(std::string_view function);
bool has_beta(std::string_view function);
// The grid of definitions.md rounded to the format; what is not finite and normal there is left out.
std::vector<double> betas_of(const FormatTraits& f);

// 300 and more: random bits and values, tiny, huge, subnormal, beside roots, ties, cutoffs and the domain's ends,
// and the special values; of two inputs also beside the root curve.
std::vector<IndependentPoint> points_for(std::string_view function, const FormatTraits& f);

}  // namespace softplus_bench
