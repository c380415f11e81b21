// The correctly rounded result of every function by its textbook formula, in plain MPFR at 1200 bits and more.
//
// A judge of reference/ that shares no code with it: nothing is settled by analysis short of e^-3000, no precision is
// raised in a loop, and the fields of a format are read and written here.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/format.hpp"

namespace softplus_bench {

// The names that are known, sorted.
std::span<const std::string_view> independent_functions();

// The bits of the exact value at x (and x2 and beta, where the function has them) rounded to nearest, ties to even,
// with the sign of a zero; any NaN is f.nan_bits(). `beta` is positive, and exact as it is given. Throws
// std::invalid_argument when the function is not known.
std::uint64_t independent_bits(std::string_view function, const FormatTraits& f, std::uint64_t x, std::uint64_t x2,
                               double beta);

}  // namespace softplus_bench
