// accuracy.csv and speed.csv: RFC 4180, header first, one record a line.
//
// Lines end in LF, which Python, R, spreadsheets and databases read like CRLF, and which leaves no
// stray CR in the last column under cut, awk and sort. A missing value is an empty cell; infinities
// and NaN are the words inf, -inf and nan; doubles are the shortest decimal that reads back the same.
#pragma once

#include <iosfwd>

#include "core/record.hpp"

namespace softplus_bench {

// The header and every record of the kind, in the run's order. schema_version and run_id come from the
// run where a record leaves them out.
void write_csv(const Run& run, RecordKind kind, std::ostream& out);

}  // namespace softplus_bench
