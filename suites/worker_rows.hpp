// Rows that a worker (suites/worker.hpp) can time, by their ids.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suites/speed_row.hpp"

namespace softplus_bench {

// "softplus_beta/symmetric/binary32/scalar[beta=2]".
std::string timed_row_id(const SpeedRow& row);

// Ids of the rows that this process can time, without parameters and without the control kernels.
std::vector<std::string> timed_row_ids();

// The row of that id, control kernels included; what is timed of it is left as it is in an empty row. Its library is
// loaded. Throws UsageError where there is none, or none that can be timed here.
SpeedRow timed_row(std::string_view id);

// What of its contract the row's kernel breaks where it is called on one block of the inputs that it is timed on;
// empty: nothing.
std::string broken_contract(const SpeedRow& row, const FootprintPlan& plan, std::uint64_t seed);

}  // namespace softplus_bench
