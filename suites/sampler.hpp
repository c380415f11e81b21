// Which inputs are measured. Input i of a set depends on the set, the seed and i alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench {

struct Function;

// From lower to upper in the format, both ends included.
struct InputRange {
  double lower;
  double upper;
};

class Sampler {
 public:
  virtual ~Sampler() = default;
  virtual std::uint64_t size() const = 0;
  // Whether input i + 1 is the next bit pattern after input i (bits_at_index order).
  virtual bool consecutive() const { return false; }
  // x[k] = bits of input first + k; first + x.size() <= size(). x2, as long as x, for pairs; empty for single inputs.
  virtual void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t> x2) const = 0;
  void fill(std::uint64_t first, std::span<std::uint64_t> x) const { fill(first, x, {}); }
};

// Every bit pattern, NaNs included; with a range, every number from lower to upper.
std::unique_ptr<Sampler> exhaustive(const FormatTraits& f, std::optional<InputRange> range);

// n bit patterns from `first` (bits) on, in bits_at_index order, NaNs among them.
std::unique_ptr<Sampler> bit_patterns(const FormatTraits& f, std::uint64_t first, std::uint64_t n);

// A stretch of the number line: ordinals from first to last, both included.
struct OrdinalInterval {
  std::int64_t first;
  std::int64_t last;
};

// About n inputs: an equal number for each interval (at most its size), one at random in each of that
// many equal strata of its ordinals. Then the neighbours of every cut-off given (1..64 ordinals away,
// then twice as far each up to 10^8), and special values: zeros, infinities, NaNs, and the ends of the
// subnormal and normal numbers. With a range, only what lies in it (and no special values).
std::unique_ptr<Sampler> stratified(const FormatTraits& f, std::uint64_t n, std::uint64_t seed,
                                    std::span<const OrdinalInterval> intervals, std::span<const double> cutoffs,
                                    std::optional<InputRange> range);

// These inputs, as bits, in this order.
std::unique_ptr<Sampler> listed(std::vector<std::uint64_t> inputs);

// Pairs. All there are (of binary64, too many to count); about n of all kinds; n as users meet them.
//
// The first inputs of stratified_pairs are those of `stratified`; the second ones, in turn, are drawn over all of the
// number line, near the first one, as far from zero as users meet them, and beside `partner` of the first one, where
// formulas are known to fail, if it is not null. Then every pair of special values.
std::unique_ptr<Sampler> exhaustive_pairs(const FormatTraits& f, std::optional<InputRange> range);
std::unique_ptr<Sampler> stratified_pairs(const FormatTraits& f, std::uint64_t n, std::uint64_t seed,
                                          std::span<const OrdinalInterval> intervals, std::span<const double> cutoffs,
                                          double (*partner)(double x), std::optional<InputRange> range);
std::unique_ptr<Sampler> weighted_pairs(const FormatTraits& f, std::string_view name, std::uint64_t n,
                                        std::uint64_t seed);

// n inputs distributed as users meet them, rounded to the format. Names: normal (N(0,1) activations), logits (N(0,4):
// standard deviation 2), uniform ([-20, 20]), mamba (uniform on [-20, -3]). Null for an unknown name.
std::unique_ptr<Sampler> weighted(const FormatTraits& f, std::string_view name, std::uint64_t n, std::uint64_t seed);
std::span<const std::string_view> weighting_names();

}  // namespace softplus_bench
