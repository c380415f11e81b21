// Exact values of blocks of inputs: fast where the rounding can be certified, MPFR where it cannot.
//
// The fast path approximates f by r with |r - f| <= bound |f|. The interval around r must lie between two
// of: powers of two (the exponent of f is part of the answer), midpoints at the result's precision, the
// representable number itself (the tail's sign), and the midpoints of the statistics' grid of 2^-10 ulp.
// Inputs it does not decide go to the oracle and are counted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/format.hpp"
#include "core/ulp.hpp"
#include "reference/oracle.hpp"

namespace softplus_bench {

struct Function;

enum class ReferencePath : std::uint8_t { fast, mpfr };

inline constexpr std::size_t reference_block = 1024;

// Arrays of a block have room for vectors that start anywhere in it.
inline constexpr std::size_t reference_room = reference_block + 16;

// The tail in units of 2^-10 ulp, to nearest even.
double grid_of(const Expected& e);

// What is known of f at each input of a block, one array a field.
struct BlockReference {
  std::array<std::uint64_t, reference_room> rounded{};  // bits of RN(f)
  std::array<double, reference_room> tail{};            // (f - RN(f)) in ulp, to within `uncertainty`
  std::array<double, reference_room> uncertainty{};     // 0: tail is Expected's, exact on its 2^-40 grid
  std::array<std::int32_t, reference_room> exponent{};
  // The tail in 2^-10 ulp, rounded, certified: what a correct result scores, negated. NaN where RN(f) is not finite.
  std::array<double, reference_room> grid{};

  // As the oracle would give it, but for the tail's bits beyond what is certain: its sign, and its rounding to the grid
  // are right.
  Expected expected(std::size_t i) const;
};

struct ReferenceCounts {
  std::uint64_t shortcut = 0;  // inputs of spans settled by their ends
  std::uint64_t fast = 0;      // certified from the fast path
  OracleCounts oracle;         // the rest
  void merge(const ReferenceCounts& other);
};

// A span of consecutive inputs on which one rule gives every answer.
enum class SpanRule : std::uint8_t {
  none,
  constant,  // f is monotone there, and RN(f) and the tail on the grid are the same at both ends
  shifted,   // the function is near the identity (NearIdentity), and RN(f) is as many places from x, and the tail the
             // same on the grid, at both ends of one binade: so they are between. To nearest that is no place, mostly:
             // RN(f) = x
  nan        // every f is a NaN
};
struct SpanAnswer {
  SpanRule rule = SpanRule::none;
  Expected at_first;  // at the input of lowest index
  Expected at_last;
  std::uint64_t shift = 0;  // of the rule `shifted`, in bit patterns
  // The reference of a block inside the span. Tails are those at the span's first input, uncertain by as much as they
  // differ from the last one's.
  void fill(std::span<const std::uint64_t> x, BlockReference& block) const;
};

// Whether values of this format are certified from SIMD arithmetic, and not all computed in MPFR.
bool has_fast_path(const Function& function, const FormatTraits& format);

// One per thread, like the oracle in it.
class CertifiedReference {
 public:
  // `rounding` is the mode of the answers.
  CertifiedReference(const Function& function, const FormatTraits& format, ReferencePath path,
                     Rounding rounding = Rounding::nearest, double beta = 1);
  // x2 is empty where the function has one input.
  void fill(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2, BlockReference& block);
  void fill(std::span<const std::uint64_t> x, BlockReference& block) { fill(x, {}, block); }
  // For consecutive inputs (bits_at_index order) from first to last. Always none on the MPFR path.
  SpanAnswer span(std::uint64_t first, std::uint64_t last);
  // Counts n inputs as answered by a span's rule.
  void count_shortcut(std::uint64_t n) { counts_.shortcut += n; }
  // As the oracle gives it.
  Expected exact(std::uint64_t x, std::uint64_t x2 = 0);
  double condition_estimate(std::uint64_t x, std::uint64_t x2 = 0) const { return oracle_.condition_estimate(x, x2); }
  const Function& function() const { return function_; }
  Oracle& oracle() { return oracle_; }
  ReferenceCounts counts() const;

 private:
  void fill_from_oracle(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2, std::size_t i,
                        BlockReference& block);
  std::size_t approximate(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2, BlockReference& block);

  const Function& function_;
  const FormatTraits& format_;
  ReferencePath path_;
  Rounding rounding_;
  Oracle oracle_;
  ReferenceCounts counts_;
  std::array<double, reference_block> input_{};
  std::array<double, reference_block> input2_{};
  std::array<double, reference_block> value_{};
  std::array<double, reference_block> low_{};  // of double-double values, whose high part is value_
  std::array<std::int32_t, reference_block> scale_{};
  std::array<std::uint16_t, reference_block> undecided_{};
};

}  // namespace softplus_bench
