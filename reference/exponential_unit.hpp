// What elu and selu share: x, or nearly so, above 0, and c (e^x - 1) below, which nears its limit -c.
#pragma once

#include <cmath>

#include "reference/oracle.hpp"
#include "reference/stretches.hpp"

namespace softplus_bench::exponential_unit {

// x e^x / (e^x - 1) for x < 0, which falls from 1 to 0 as x does.
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  using std::expm1;
  if (x > 0) return Number(1);
  return abs(Number(x * exp(x) / expm1(x)));
}

// `above` names what lies above 0.
inline std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle, std::string_view above) {
  const auto rounded = [&](std::int64_t i) { return oracle(bits_at_ordinal(f, i)).rounded; };
  Stretches s(f);
  const std::uint64_t limit = rounded(s.lowest());
  const std::int64_t small = ordinal(f, narrow_bits(f, std::ldexp(1.0, -f.precision)));
  s.add("limit_plateau", Stretches::last(s.lowest(), 0, [&](std::int64_t i) { return rounded(i) == limit; }));
  s.add("knee", -small);
  s.add("near_zero", 0);
  return std::move(s).ending(above);
}

}  // namespace softplus_bench::exponential_unit
