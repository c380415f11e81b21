// The short table that a run ends with.
#pragma once

#include <cstddef>
#include <iosfwd>

#include "core/record.hpp"

namespace softplus_bench {

struct TableOptions {
  std::size_t width = 80;  // characters a line; less than 80 counts as 80
  bool color = false;      // ANSI escapes
};

// One line for each implementation under a heading for each function and format, by max ULP; then what
// failed or was skipped. Every column has its unit in the header.
void write_table(const Run& run, std::ostream& out, const TableOptions& options);

}  // namespace softplus_bench
