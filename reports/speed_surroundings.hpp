// What a group of rows (one format, the same conditions) has in common in some launches: the controls that all of them
// are divided by, and what happened to all alike.
#pragma once

#include <span>
#include <string>

#include "reports/speed_snapshot.hpp"

namespace softplus_bench {

// relu and copy do not depend on any change of the kernels. Where their ratio moves by more than this between launches,
// or away from the stored one in all of them, no ratio to them says anything. Measured: 0.5 to 3 % between five
// launches on two shared cores.
inline constexpr double ceiling_of_controls = 0.10;

struct Surroundings {
  std::string unfit;       // why nothing can be judged; empty where it can
  double noise_floor = 0;  // of the controls against each other
  // Of the median row's ratio against the stored one, 0.03 for three per cent: neighbours of a virtual machine slow
  // computing down where they leave the first cache alone, or the other way round. What all rows of a group do is no
  // finding on one of them. 0 of fewer than 8 rows.
  double common_shift = 0;
};
Surroundings surroundings(std::span<const StoredSpeed> entries, std::span<const Run> launches,
                          const std::string& format, const std::string& conditions);

}  // namespace softplus_bench
