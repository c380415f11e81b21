// What the activations other than softplus share: x Phi(x) with Phi rising from 0 to 1 (silu, gelu, gelu_tanh, mish),
// which falls to a minimum, rises through 0 and nears x.
#pragma once

#include <array>
#include <cmath>

#include "reference/stretches.hpp"

namespace softplus_bench::activation {

inline constexpr double inf = std::numeric_limits<double>::infinity();
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double log_2 = 0x1.62e42fefa39efp-1;

// Where formulas switch branches, overflow, underflow or lose one term beside another (any format).
inline constexpr auto cutoffs = std::to_array<double>({
    -745.133, -709.7828, -708.396, -103.972, -88.7228, -87.3366, -38.5,   -37.5194, -37.0,   -36.7368, -20.0,
    -17.3287, -16.6355,  -14.4,    -13.1,    -11.0899, -10.0,    -9.7,    -8.3,     -7.6246, -5.5452,  -5.54,
    -4.0,     -3.0,      -1.2785,  -1.1924,  -0.7518,  -0.7525,  1.0,     3.0,      4.0,     5.5452,   7.6246,
    8.3,      9.7,       11.0899,  16.6355,  17.3287,  20.0,     36.7368, 44.3614,  88.7228, 354.891,  709.7828,
});

// NaN, the infinities and the zeros: none otherwise.
inline std::optional<Settled> settle_special(double x) {
  if (std::isnan(x)) return Settled{x};
  if (x == inf) return Settled{inf};
  if (x == -inf) return Settled{-0.0};
  if (x == 0) return Settled{x};
  return std::nullopt;
}

// f = x/2 + c x^2 + ..., |c| < 1/2, so near 0 that the second term is a hair: an ulp of f is at least |x| 2^(-p - 1).
inline bool is_half_and_a_hair(const FormatTraits& f, double x) {
  return std::abs(x) < std::ldexp(1.0, -f.precision - 43);
}

// |f| < |x| e^exponent, for x < 0: below 2^-41 of the least subnormal 2^(emin - p + 1). The exponent is rounded: there
// is room for that.
inline bool is_nothing(const FormatTraits& f, double x, double exponent) {
  return x < 0 && std::log(-x) + exponent < (f.emin - f.precision + 1 - 44) * log_2;
}

// `minimum` is the last input, as nearly as double has it, on which f falls.
inline std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle, double minimum) {
  const auto rounded = [&](std::int64_t i) { return oracle(bits_at_ordinal(f, i)).rounded; };
  const auto place_of = [&](double x) { return ordinal(f, narrow_bits(f, x)); };
  // |x| < 2^-p: f is its first term to within rounding.
  const double small = std::ldexp(1.0, -f.precision);
  Stretches s(f);
  const std::int64_t lowest_point = place_of(minimum);
  s.add("deep_negative", Stretches::last(s.lowest(), lowest_point, [&](std::int64_t i) {
          return magnitude(f, rounded(i)) <= f.fraction_mask();
        }));
  s.add("negative_tail", lowest_point);
  s.add("knee", place_of(-small));
  s.add("near_zero", place_of(small));
  s.add("knee", place_of(1));
  s.add("linear_approach", Stretches::last(place_of(1) + 1, s.highest(),
                                           [&](std::int64_t i) { return rounded(i) != bits_at_ordinal(f, i); }));
  return std::move(s).ending("identity");
}

inline constexpr auto special_values = std::to_array<SpecialValue>({
    {-inf, -0.0, "the limit, from below"},
    {inf, inf, "the limit"},
    {0.0, 0.0, "a product with x: its sign is kept"},
    {-0.0, -0.0, "a product with x: its sign is kept"},
    {nan, nan, "NaN precedes everything"},
});

}  // namespace softplus_bench::activation
