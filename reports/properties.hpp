// Records of the properties suite as reports read them.
#pragma once

#include <cstddef>
#include <vector>

#include "core/record.hpp"

namespace softplus_bench {

// Of a property, and with figures.
bool is_measured_property(const Record& record);
// Of a hard property or a special value, and not kept.
bool is_violated(const Record& record);

struct PropertyCounts {
  std::size_t kept = 0;                 // hard properties and special values
  std::size_t exceeded = 0;             // soft properties violated by more than correct rounding violates them
  std::vector<const Record*> violated;  // hard properties and special values, in the order of the run
  bool any() const { return kept + exceeded + violated.size() != 0; }
};
PropertyCounts count_properties(const Run& run);

}  // namespace softplus_bench
