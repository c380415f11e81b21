#include "suites/regions.hpp"

#include <algorithm>

#include "reference/function.hpp"
#include "reference/oracle.hpp"

namespace softplus_bench {

RegionMap::RegionMap(const FormatTraits& f, const Function& function, bool per_region) : f_(f) {
  if (!per_region) {
    names_.emplace_back("overall");
    return;
  }
  Oracle oracle(function, f);
  for (const RegionCut& cut : function.regions(f, oracle)) {
    const auto found = std::find(names_.begin(), names_.end(), cut.name);
    stretches_.push_back({cut.last_ordinal, static_cast<std::size_t>(found - names_.begin())});
    if (found == names_.end()) names_.emplace_back(cut.name);
  }
}

const RegionMap::Stretch& RegionMap::stretch_of(std::uint64_t x) const {
  if (stretches_.empty() || is_nan(f_, x)) return others_;
  const std::int64_t place = ordinal(f_, x);
  for (const Stretch& stretch : stretches_)
    if (place <= stretch.last_ordinal) return stretch;
  return others_;
}

std::vector<OrdinalInterval> region_intervals(const Function& function, const FormatTraits& f) {
  Oracle oracle(function, f);
  std::vector<OrdinalInterval> intervals;
  std::int64_t first = -static_cast<std::int64_t>(f.infinity_bits());
  for (const RegionCut& cut : function.regions(f, oracle)) {
    if (cut.name != "special" && first <= cut.last_ordinal) intervals.push_back({first, cut.last_ordinal});
    first = cut.last_ordinal + 1;
  }
  return intervals;
}

}  // namespace softplus_bench
