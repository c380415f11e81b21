#include "suites/regions.hpp"

#include <algorithm>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"

namespace softplus_bench {

RegionMap::RegionMap(const FormatTraits& f, const Function& function, bool per_region, double beta)
    : f_(f), function_(function) {
  if (!per_region) {
    names_.emplace_back("overall");
    return;
  }
  if (function.pair_region != nullptr) {
    by_pairs_ = true;
    names_.assign(function.pair_regions.begin(), function.pair_regions.end());
    return;
  }
  Oracle oracle(function, f, Rounding::nearest, beta);
  for (const RegionCut& cut : function.regions(f, oracle)) {
    const auto found = std::find(names_.begin(), names_.end(), cut.name);
    stretches_.push_back({cut.last_ordinal, static_cast<std::size_t>(found - names_.begin())});
    if (found == names_.end()) names_.emplace_back(cut.name);
  }
}

std::size_t RegionMap::of(std::uint64_t x, std::uint64_t x2) const {
  if (function_.inputs == 1) return stretch_of(x).region;
  // "special" is the first.
  if (names_.size() > 1 && (!is_finite(f_, x) || !is_finite(f_, x2))) return 0;
  return by_pairs_ ? function_.pair_region(f_, widen(f_, x), widen(f_, x2)) : stretch_of(x).region;
}

const RegionMap::Stretch& RegionMap::stretch_of(std::uint64_t x) const {
  if (stretches_.empty() || is_nan(f_, x)) return others_;
  const std::int64_t place = ordinal(f_, x);
  for (const Stretch& stretch : stretches_)
    if (place <= stretch.last_ordinal) return stretch;
  return others_;
}

std::vector<OrdinalInterval> region_intervals(const Function& function, const FormatTraits& f, double beta) {
  Oracle oracle(function, f, Rounding::nearest, beta);
  std::vector<OrdinalInterval> intervals;
  std::int64_t first = -static_cast<std::int64_t>(f.infinity_bits());
  for (const RegionCut& cut : function.regions(f, oracle)) {
    if (cut.name != "special" && first <= cut.last_ordinal) intervals.push_back({first, cut.last_ordinal});
    first = cut.last_ordinal + 1;
  }
  return intervals;
}

}  // namespace softplus_bench
