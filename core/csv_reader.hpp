// Reading CSV (RFC 4180) that users write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace softplus_bench {

struct CsvRow {
  std::size_t line = 0;  // of the file, counted from 1, where the row starts
  std::vector<std::string> cells;
};

// Rows of a CSV text: cells between commas, quoted where they hold commas, quotes (doubled) or line
// breaks; LF or CRLF; empty lines are passed over. Throws UsageError, `path` and line named, for a quote that is not
// closed.
std::vector<CsvRow> parse_csv(std::string_view text, std::string_view path);
// One row as CSV, without line end.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace softplus_bench
