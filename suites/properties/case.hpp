// One input, those beside it that a property compares it with, and what was returned for each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "core/format.hpp"
#include "core/narrow.hpp"

namespace softplus_bench {

// Which inputs stand beside x. left and right are x less and more the distance of x to its neighbour away from zero,
// so that all three are equally far apart; swapped is x2 and x in each other's place.
enum Companion : std::size_t { here, below, mirror, left, right, swapped, companion_count };

constexpr unsigned needs(Companion companion) { return 1u << companion; }

// Where there is no such companion (below -infinity, beside the largest number) it is the input itself.
std::uint64_t companion_of(const FormatTraits& f, Companion companion, std::uint64_t x, std::uint64_t x2);

struct Case {
  const FormatTraits* format = nullptr;
  double beta = 1;
  std::uint64_t x = 0;
  std::uint64_t x2 = 0;
  std::uint64_t due = 0;                                // f(x), correctly rounded
  std::array<std::uint64_t, companion_count> inputs{};  // the first one of each
  std::array<std::uint64_t, companion_count> got{};
  std::uint64_t back = 0;  // the inverse function of got[here], correctly rounded

  const FormatTraits& f() const { return *format; }
  double in(Companion c = here) const { return widen(f(), inputs[c]); }
  double second() const { return widen(f(), x2); }
  double out(Companion c = here) const { return widen(f(), got[c]); }
  bool exists(Companion c) const { return inputs[c] != inputs[here]; }
  bool got_nan(Companion c = here) const { return is_nan(f(), got[c]); }
  bool nan_due() const { return is_nan(f(), due); }
};

// What a property's figure is where the property says nothing.
inline constexpr double says_nothing = std::numeric_limits<double>::quiet_NaN();
inline constexpr double beyond_all = std::numeric_limits<double>::infinity();

// Representable numbers from a to b, zeros being one; NaN counts as infinitely far.
double places_between(const FormatTraits& f, std::uint64_t a, std::uint64_t b);
// The same of bits that should be the same: zeros of two signs are 1 apart.
double places_apart(const FormatTraits& f, std::uint64_t a, std::uint64_t b);
// 2^e, the distance of numbers of the format at y, in ulp of which figures are given.
double ulp_at(const FormatTraits& f, double y);

}  // namespace softplus_bench
