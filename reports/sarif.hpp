// What the gate found as SARIF 2.1.0 (OASIS, 2020), which GitHub's code scanning and editors show beside the code.
#pragma once

#include <cstddef>
#include <string>

#include "reports/gate_report.hpp"

namespace softplus_bench {

// GitHub shows so many of a file, and refuses five times as many.
inline constexpr std::size_t most_sarif_results = 5000;

// A result for each check that failed, was not compared or stays undecided, worst first; those that passed or were
// skipped are not listed. ruleId is the lane and the verdict ("claim-failed"), the location line 1 of the row's source
// file, the fingerprint a hash of lane, id and conditions, so that a finding keeps its identity when figures change.
// Bits and figures are in the result's properties. Where no check explains an exit code other than 0, a result
// "gate-incomplete" does, lest an empty list count as everything mended; what is beyond most_sarif_results is counted
// in a notification.
std::string sarif(const GateReport& report, const GateEnding& ending);

}  // namespace softplus_bench
