#include "reports/csv.hpp"

#include <ostream>
#include <string>
#include <string_view>

namespace softplus_bench {
namespace {

std::string quoted(const std::string& cell) {
  const bool padded = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (!padded && cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string result = "\"";
  for (const char c : cell) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::string cell(const Run& run, const Record& record, std::string_view column) {
  if (!record.has(column)) {
    if (column == "run_id") return run.run_id;
    if (column == "schema_version") return std::to_string(schema_version);
  }
  return text_of(record[column]);
}

}  // namespace

void write_csv(const Run& run, RecordKind kind, std::ostream& out) {
  const auto names = columns(kind);
  std::string line;
  for (const auto name : names) (line += name) += ',';
  line.back() = '\n';
  out << line;
  for (const Record& record : run.records) {
    if (record.kind != kind) continue;
    line.clear();
    for (const auto name : names) (line += quoted(cell(run, record, name))) += ',';
    line.back() = '\n';
    out << line;
  }
}

}  // namespace softplus_bench
