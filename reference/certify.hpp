// Decides, a block at a time and in SIMD, what an approximation of known error says about the exact value: its
// rounding, its exponent, and its place on the statistics' grid. What it does not decide it names.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/format.hpp"
#include "core/rounding.hpp"
#include "reference/certified.hpp"

namespace softplus_bench {

// Of values approximated with a relative error of at most `bound`. The places of the inputs that are not decided are
// written to `undecided` (room for n), in increasing order, and their number is returned; all else of `block` is filled
// in. Inputs that are not finite, and those that analysis settles (Function::settle), are never decided.

// For formats of precision 24 or less; value[i] ~ f(x[i]).
std::size_t certify(const FormatTraits& format, Rounding rounding, double bound, const double* x, const double* value,
                    std::size_t n, BlockReference& block, std::uint16_t* undecided);
// For binary64; (hi[i] + lo[i]) 2^exponent[i] ~ f(x[i]), as FastFunction::evaluate_wide gives it.
std::size_t certify_wide(const FormatTraits& format, Rounding rounding, double bound, const double* x, const double* hi,
                         const double* lo, const std::int32_t* exponent, std::size_t n, BlockReference& block,
                         std::uint16_t* undecided);

// The values of binary32 bit patterns.
void widen_binary32(const std::uint64_t* bits, double* x, std::size_t n);

}  // namespace softplus_bench
