// Speed against ratios that were accepted: several launches of one run, each in a process of its own, against the
// entries of a snapshot. Pure: judges runs that are there.
//
// A row's time is divided by that of a control kernel, which ran beside it in the same rounds: what the machine does to
// both cancels. A row is slower only when it is so against both controls and in every launch, since one control can lie
// badly in memory and one launch can be unlucky as a whole.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/speed_verdict.hpp"
#include "reports/gate_report.hpp"
#include "reports/speed_snapshot.hpp"

namespace softplus_bench {

struct StoredRatioRule {
  double margin = 0.05;
  bool advisory = false;  // the entries are of another class of machine
};

// Of a row now to what is stored. slower, faster: the whole of [low, high] lies beyond the margin. same: it reaches
// beyond it on no side that is slower. inconclusive: else.
struct StoredRatioFinding {
  SpeedVerdict verdict = SpeedVerdict::inconclusive;
  double low = 0;     // of the ratio: over launches and controls the least lower end
  double high = 0;    // and the largest upper end
  double margin = 0;  // the one asked for, or the row's noise floor (also that when stored) where that is larger
};

// The row's record in each launch (all "ok"), against low and high of the stored ratios. A row whose noise floor is
// above most_noise_floor (and above the margin) is slower or faster, but never the same.
StoredRatioFinding judge_stored_ratio(std::span<const Record* const> launches, const RatioRange& to_relu,
                                      const RatioRange& to_copy, double margin);

// A check of lane speed for each entry that is no control. missing: a launch without the row, or in which it failed.
// skipped: left out by name. unfit: see reports/speed_surroundings.hpp. passed: same or faster. failed: slower.
std::vector<GateCheck> judge_stored_ratios(std::span<const StoredSpeed> entries, std::span<const Run> launches,
                                           const StoredRatioRule& rule);

// Whether a failed check is worth measuring in other layouts: a scalar row whose best layout is stored.
bool may_be_layout(const GateCheck& check, const StoredSpeed& entry);

// `launches` have the row in several layouts: it stays failed where its best is slower than the stored best, else it is
// suspect_layout.
void confirm_in_layouts(GateCheck& check, const StoredSpeed& entry, std::span<const Run> launches,
                        const StoredRatioRule& rule);

}  // namespace softplus_bench
