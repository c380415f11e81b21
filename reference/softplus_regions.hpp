// The regions of log(1 + e^(beta x))/beta, which softplus, softplus_beta and, mirrored, log_sigmoid share.
#pragma once

#include "reference/stretches.hpp"

namespace softplus_bench {

// at(place): the bits of RN(f) at the input of that ordinal. `deep` names the stretch of subnormal and zero results.
template <class At>
std::vector<RegionCut> softplus_regions(const FormatTraits& f, double beta, At&& at,
                                        std::string_view deep = "deep_negative") {
  Stretches s(f);
  const std::uint64_t plateau = at(0);
  s.add(deep, Stretches::last(s.lowest(), 0, [&](std::int64_t i) { return at(i) <= f.fraction_mask(); }));
  s.add("exp_tail", s.last_below_log_2_times(-f.precision, beta));
  s.add("knee", Stretches::last(s.lowest(), 0, [&](std::int64_t i) { return at(i) < plateau; }));
  s.add("log2_plateau", Stretches::last(0, s.highest(), [&](std::int64_t i) { return at(i) == plateau; }));
  s.add("knee", s.last_below_log_2_times((f.precision - 1) / 2.0, beta));
  // The identity region starts after the last input whose rounded result is not the input itself.
  s.add("linear_approach",
        Stretches::last(0, s.highest(), [&](std::int64_t i) { return at(i) != bits_at_ordinal(f, i); }));
  return std::move(s).ending("identity");
}

}  // namespace softplus_bench
