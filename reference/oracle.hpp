// The exact value at one input, to as many digits as it takes.
#pragma once

#include <cstdint>
#include <numeric>
#include <string>

#include "core/format.hpp"
#include "core/rounding.hpp"
#include "core/ulp.hpp"

namespace softplus_bench {

struct Function;
template <class Number>
struct Point;

// Of the libraries that the exact values rest on.
std::string version_of_mpfr();
std::string version_of_boost();

// Counts of how the answers were reached.
struct OracleCounts {
  std::uint64_t settled = 0;   // by analysis
  std::uint64_t computed = 0;  // in MPFR
  int highest_precision = 0;   // bits
  void merge(const OracleCounts& other);
};

// Evaluates in MPFR with Ziv's strategy: the precision is raised until the interval around the
// approximation decides the rounding to the format, the tail on its 2^-40 ulp grid and the exponent. That
// decides it in every mode: numbers of the format lie on that grid, and so do the midpoints between them.
//
// One per thread: it lives on the thread's own MPFR state (precision, exponent range, caches), which
// it sets on construction and restores on destruction. Bits are of the format given.
class Oracle {
 public:
  // `rounding` is the mode of the answers. The oracle itself is called, and computes, in rounding to nearest.
  // `beta` is the function's parameter where it has one.
  Oracle(const Function& function, const FormatTraits& format, Rounding rounding = Rounding::nearest, double beta = 1);
  ~Oracle();
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  // Throws std::runtime_error when 4096 bits do not decide (no function here is known to need 512).
  Expected operator()(std::uint64_t x, std::uint64_t x2 = 0);

  // The exact value in decimal, rounded to `digits` significant digits; "nan", "inf" and "-inf" as words.
  std::string exact_text(std::uint64_t x, std::uint64_t x2, int digits);
  // The error of `got` in ulp, rounded once to double. Only for outputs that have a figure (Score::scored).
  UlpError exact_error(std::uint64_t x, std::uint64_t x2, std::uint64_t got, const Expected& expected);
  // kappa (Function::condition_estimate) rounded to double; NaN where an input is not finite or f is zero.
  double condition(std::uint64_t x, std::uint64_t x2 = 0);
  double condition_estimate(std::uint64_t x, std::uint64_t x2 = 0) const;

  const OracleCounts& counts() const { return counts_; }
  const Function& function() const { return function_; }
  double beta() const { return beta_; }

 private:
  Point<double> at(std::uint64_t x, std::uint64_t x2) const;

  const Function& function_;
  const FormatTraits& format_;
  Rounding rounding_;
  double beta_;
  OracleCounts counts_;
  unsigned saved_digits_;
  long saved_emin_;
  long saved_emax_;
};

// The last ordinal in [low, high] for which `holds` is true, where it holds at low and changes once at most.
template <class Predicate>
std::int64_t last_where(std::int64_t low, std::int64_t high, Predicate&& holds) {
  if (holds(high)) return high;
  while (low + 1 < high) {
    const std::int64_t middle = std::midpoint(low, high);
    (holds(middle) ? low : high) = middle;
  }
  return low;
}

}  // namespace softplus_bench
