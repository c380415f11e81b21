// report.html: one file for people, without network and without script.
#pragma once

#include <iosfwd>

#include "core/record.hpp"

namespace softplus_bench {

// Tables and static SVG; the same run gives the same bytes. Figures name their data table, colour never
// stands alone, and every text of the run is escaped.
void write_html(const Run& run, std::ostream& out);

}  // namespace softplus_bench
