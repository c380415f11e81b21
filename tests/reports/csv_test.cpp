#include "reports/csv.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

std::string csv(const sb::Run& run, sb::RecordKind kind) {
  std::ostringstream out;
  write_csv(run, kind, out);
  return out.str();
}

// RFC 4180, read independently of the writer.
std::vector<std::vector<std::string>> rows_of(const std::string& text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') cell += text[i++];
    else if (text[i] == '"') quoted = !quoted;
    else if (!quoted && text[i] == ',') rows.back().emplace_back();
    else if (!quoted && text[i] == '\n') rows.push_back({""});
    else cell += text[i];
  }
  rows.pop_back();
  return rows;
}

std::size_t place(std::string_view column, sb::RecordKind kind) {
  const auto names = sb::columns(kind);
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), column) - names.begin());
}

}  // namespace

TEST_CASE("a CSV file has the header first and every row as many cells as the header") {
  const sb::Run run = sb::sample::small_run();
  const auto rows = rows_of(csv(run, sb::RecordKind::accuracy));
  REQUIRE(rows.size() == 3);
  CHECK(rows[0][0] == "schema_version");
  for (const auto& row : rows) CHECK(row.size() == sb::accuracy_columns.size());
  CHECK(rows_of(csv(run, sb::RecordKind::speed)).size() == 2);
}

TEST_CASE("an empty run gives the header alone") { CHECK(rows_of(csv(sb::Run{}, sb::RecordKind::speed)).size() == 1); }

TEST_CASE("commas, quotes, line breaks and 10,000 characters survive a CSV cell") {
  const auto text = GENERATE(as<std::string>{}, "a,b", "say \"x\"", "two\nlines", "cr\rlf\n", " padded ", "<script>",
                             std::string(10000, ','));
  sb::Run run = sb::sample::small_run();
  run.records[0]["reason"] = text;
  const auto rows = rows_of(csv(run, sb::RecordKind::accuracy));
  REQUIRE(rows.size() == 3);
  CHECK(rows[1][place("reason", sb::RecordKind::accuracy)] == text);
}

TEST_CASE("infinities and NaN are words and a missing value is an empty cell") {
  sb::Run run = sb::sample::small_run();
  run.records[0]["max_ulp"] = std::numeric_limits<double>::infinity();
  run.records[0]["mean_ulp"] = -std::numeric_limits<double>::infinity();
  run.records[0]["rms_ulp"] = std::numeric_limits<double>::quiet_NaN();
  run.records[0]["seed"] = sb::Value();
  const auto row = rows_of(csv(run, sb::RecordKind::accuracy))[1];
  CHECK(row[place("max_ulp", sb::RecordKind::accuracy)] == "inf");
  CHECK(row[place("mean_ulp", sb::RecordKind::accuracy)] == "-inf");
  CHECK(row[place("rms_ulp", sb::RecordKind::accuracy)] == "nan");
  CHECK(row[place("seed", sb::RecordKind::accuracy)].empty());
}

TEST_CASE("a row that leaves out the run's id gets it from the run") {
  const auto row = rows_of(csv(sb::sample::small_run(), sb::RecordKind::speed))[1];
  CHECK(row[0] == "1");
  CHECK(row[1] == "1f0c9a2e");
}
