// What becomes an entry of the snapshot of speed, and when a machine is fit to make one.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/speed_snapshot.hpp"

namespace softplus_bench {

// Entries of every row and control that is "ok" in all launches; best_* where there are other layouts.
std::vector<StoredSpeed> entries_from(std::span<const Run> launches, const std::string& commit, const std::string& why);

// Of what a snapshot is made from: why this machine is not fit for one now; empty when it is. Bounds: the controls'
// noise floor 5 %, the median row's 3 %.
std::string why_unfit_to_accept(std::span<const Run> launches);

}  // namespace softplus_bench
