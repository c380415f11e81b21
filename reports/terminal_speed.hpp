// The table of a run that timed and measured no errors.
#pragma once

#include <iosfwd>

#include "reports/terminal.hpp"
#include "reports/view.hpp"

namespace softplus_bench {

// One table for each function, format and conditions, fastest first, the control kernels among the functions; beyond
// some tables only those of each group's usual conditions, and a line that says where the others are.
void write_speed_table(const View& view, const TableOptions& options, std::ostream& out);

}  // namespace softplus_bench
