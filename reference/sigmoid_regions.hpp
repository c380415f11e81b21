// The regions of sigma(beta x), which softplus_backward shares.
#pragma once

#include "reference/stretches.hpp"

namespace softplus_bench {

// at(place): the bits of RN(sigma(beta x)) at the input of that ordinal.
template <class At>
std::vector<RegionCut> sigmoid_regions(const FormatTraits& f, double beta, At&& at) {
  Stretches s(f);
  const std::uint64_t half = narrow_bits(f, 0.5), one = narrow_bits(f, 1);
  const auto low = s.lowest(), high = s.highest();
  s.add("deep_negative", Stretches::last(low, 0, [&](std::int64_t i) { return at(i) <= f.fraction_mask(); }));
  s.add("exp_tail", s.last_below_log_2_times(-f.precision, beta));
  s.add("knee", Stretches::last(low, 0, [&](std::int64_t i) { return at(i) < half; }));
  s.add("half_plateau", Stretches::last(0, high, [&](std::int64_t i) { return at(i) == half; }));
  s.add("knee", s.last_below_log_2_times((f.precision - 1) / 2.0, beta));
  s.add("one_approach", Stretches::last(0, high, [&](std::int64_t i) { return at(i) < one; }));
  return std::move(s).ending("one_plateau");
}

}  // namespace softplus_bench
