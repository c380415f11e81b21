// What becomes an entry of the snapshot of speed, and when a machine is fit to make one.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/speed_snapshot.hpp"

namespace softplus_bench {

// Entries of every row and control that is "ok" in all launches, as they are timed by the gate; best_* of the rows that
// `in_layouts` has in other layouts in every launch.
std::vector<StoredSpeed> entries_from(std::span<const Run> launches, std::span<const Run> in_layouts,
                                      const std::string& commit, const std::string& why);

// What was stored with each new entry in the place of what it had of the same row, and the others as they were.
struct AcceptedSpeed {
  SpeedSnapshot snapshot;
  std::size_t added = 0;
  std::size_t replaced = 0;
};
AcceptedSpeed accept_into(SpeedSnapshot snapshot, const std::vector<StoredSpeed>& entries);

// Of what a snapshot is made from: why this machine is not fit for one now; empty when it is. Bounds: the controls'
// noise floor 5 %, the median row's 3 %.
std::string why_unfit_to_accept(std::span<const Run> launches);

}  // namespace softplus_bench
