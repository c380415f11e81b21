#include "suites/properties/case.hpp"

#include <algorithm>
#include <cmath>

namespace softplus_bench {
namespace {

// x + direction h, h the distance of x to its neighbour away from zero; x itself beyond the last finite number.
std::uint64_t beside(const FormatTraits& f, std::uint64_t x, bool upward) {
  const std::uint64_t m = magnitude(f, x);
  if (!is_finite(f, x)) return x;
  const std::uint64_t sign = x & f.sign_bit();
  if (m == 0) return upward ? 1 : 1 | f.sign_bit();
  if (m == f.max_finite_bits()) return x;
  if (upward != (sign != 0)) return sign | (m + 1);
  // Below a power of two numbers lie twice as close, but for the least normal one.
  const bool power_of_two = (m & f.fraction_mask()) == 0 && m > f.fraction_mask() + 1;
  return sign | (m - (power_of_two ? 2 : 1));
}

}  // namespace

std::uint64_t companion_of(const FormatTraits& f, Companion companion, std::uint64_t x, std::uint64_t x2) {
  switch (companion) {
    case below: {
      const bool none = is_nan(f, x) || x == (f.infinity_bits() | f.sign_bit());
      return none ? x : bits_at_ordinal(f, ordinal(f, x) - 1);
    }
    case mirror: return x ^ f.sign_bit();
    case left: {
      const std::uint64_t other = beside(f, x, true);
      return other == x ? x : beside(f, x, false);
    }
    case right: return beside(f, x, true);
    case swapped: return x2;
    default: return x;
  }
}

double places_between(const FormatTraits& f, std::uint64_t a, std::uint64_t b) {
  if (is_nan(f, a) || is_nan(f, b)) return is_nan(f, a) && is_nan(f, b) ? 0 : beyond_all;
  const std::int64_t low = std::min(ordinal(f, a), ordinal(f, b));
  const std::int64_t high = std::max(ordinal(f, a), ordinal(f, b));
  return static_cast<double>(static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low));
}

double places_apart(const FormatTraits& f, std::uint64_t a, std::uint64_t b) {
  const double places = places_between(f, a, b);
  return places == 0 && a != b && !is_nan(f, a) ? 1 : places;
}

double ulp_at(const FormatTraits& f, double y) {
  const int exponent = y == 0 || !std::isfinite(y) ? f.emin : std::max(std::ilogb(y), f.emin);
  return std::ldexp(1.0, exponent - f.precision + 1);
}

}  // namespace softplus_bench
