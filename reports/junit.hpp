// The gate's checks as JUnit XML, as Jenkins, GitLab and others read it.
#pragma once

#include <string>

#include "reports/gate_report.hpp"

namespace softplus_bench {

// A testsuite for each lane, a testcase for each of its checks: classname "softplus.naive", name the id and the
// conditions. What makes the exit code other than 0 is a <failure> (compared) or an <error> (not compared, undecided
// with --strict); what was not compared or stays undecided and may, and what is advisory, is <skipped> with the reason.
// Where no check explains an exit code other than 0 (nothing compared, a snapshot of elsewhere with --strict,
// interrupted), the testsuite "gate" has an error that does: whoever reads this file and whoever reads the code see the
// same. Facts are properties of each testsuite; figures, bits and the command of a check are its <system-out>.
std::string junit(const GateReport& report, const GateEnding& ending);

}  // namespace softplus_bench
